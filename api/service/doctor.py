"""What still stands between a bureau and its first sealed licence, in the order in which it is put right.

* Every step is tried and not looked up where it can be: the key signs, the certificate's chain is judged as a verifier
  judges it, the timestamp service is asked for the time. Nothing official is sealed.
* A step that cannot be asked before another is done says so, and does not count as done.
* What does not stop a seal, but would be missed later, is a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from api.identity.authenticator import jwks_source
from api.process.settings import Settings
from api.service import trial
from api.service.opening import demonstration_authority
from api.service.seals import seals_of
from api.service.steps import State, Step, done, listed
from api.service.storage import open_storage
from api.service.trust_anchors import anchor_files, bundle, list_files
from api.service.unlocked import hints
from graph.errors import Refusal, Text
from graph.subjects.licensing.readiness import IssuingDepartment, Readiness, readiness
from graph.words.china_time import china_day
from graph.words.organisation import PostKind
from licenses.proof.lists import lists_of
from licenses.proof.trusted import TrustBundle
from licenses.register.archive import FolderArchive
from licenses.register.unlocked import unlocked_files
from licenses.register.workshop import Seals


async def examine(settings: Settings, now: datetime) -> tuple[Step, ...]:
    """Go through everything that a first seal needs.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: It is newer than this program, or its key is missing or another's.
    """
    seals, lists = seals_of(settings), settings.trust / "crl"
    if not settings.store_uri and not settings.store_folder.exists():  # a question makes no store
        nothing = Readiness(None, demonstration=False, administrators=0, types=0, departments=())
        return await diagnose(settings, nothing, seals, lists, now)
    async with open_storage(settings) as storage:
        found = await readiness(storage.store, china_day(now))
        archive = tuple(hints(settings, await unlocked_files(storage.store, FolderArchive(settings.archive))))
        if found.demonstration:
            authority = await demonstration_authority(settings, storage.store)
            return (*await diagnose(settings, found, authority, settings.home / "authority", now), *archive)
    return (*await diagnose(settings, found, seals, lists, now), *archive)


async def diagnose(settings: Settings, found: Readiness, seals: Seals, lists: Path, now: datetime) -> tuple[Step, ...]:
    """Say how every step stands, by what the register holds and what seals with.

    Args:
        settings: Where everything is.
        found: What the register holds.
        seals: Who seals for a department and tells the time.
        lists: The folder of the revocation lists by which a verifier would judge.
        now: The present.
    """
    on = china_day(now)
    steps = [_founded(found), await _signing_in(settings, found, now), _administrator(found)]
    if steps[0].state is State.DONE:
        steps += _register(found, on)
    issuing = [each for each in found.departments if _may_issue(each, on)]
    trust = _trust(settings, lists)
    steps.append(trust if isinstance(trust, Step) else done("trust", _ROOTS, _count(len(trust.anchors))))
    anchors = TrustBundle() if isinstance(trust, Step) else trust
    steps.append(await trial.seal(seals, issuing, anchors, now))
    steps.append(await trial.time(seals, anchors, now))
    return (*steps, *_hints(settings))


_FOUNDED = Text("库已建立", "the store is founded")
_SIGNING_IN = Text("有人可以登录", "people can sign in")
_ADMINISTRATOR = Text("管理员已登记", "an administrator is registered")
_BOUND = Text("部门适用证照办法", "a department is bound by a licence regulation")
_TYPES = Text("证照目录有类型", "the licence catalogue has types")
_RIGHTS = Text("部门可颁发某类证照", "a department may issue one of them today")
_FILED = Text("其电子证照专员已报备", "its e-licence officer is filed with the centre")
_MAKERS = Text("有人制证", "somebody holds the post that makes licences")
_REVIEWERS = Text("有证照审核人", "somebody holds the reviewer's post there")
_ISSUERS = Text("有签发人", "somebody holds the issuer's post there")
_APART = Text("制证、审核、签发各有其人", "three people make, review and issue")
_POSTS: tuple[tuple[str, Text, Callable[[IssuingDepartment], bool], str, str], ...] = (
    (
        "license-officer", _FILED, lambda each: each.officer_filed,
        "任命电子证照专员并填写报备日期（WHL-21）", "appoint one with the day of filing (WHL-21)",
    ),
    (
        "maker", _MAKERS, lambda each: bool(each.makers),
        "在市大数据中心任命平台经办人", "appoint a platform officer in the data centre above it",
    ),
    (
        "reviewer", _REVIEWERS, lambda each: PostKind.LICENSE_REVIEWER in each.posts,
        f"任命{PostKind.LICENSE_REVIEWER.zh}，人员标识与令牌一致",
        f"appoint {PostKind.LICENSE_REVIEWER.name} whose subject is that of the token",
    ),
    (
        "issuer", _ISSUERS, lambda each: PostKind.ISSUER in each.posts,
        f"任命{PostKind.ISSUER.zh}，人员标识与令牌一致",
        f"appoint {PostKind.ISSUER.name} whose subject is that of the token",
    ),
)  # fmt: skip
"""Who takes a step, in order: what a department needs, whether it has it, what to do."""
_ADDRESS = Text("二维码中的访问地址", "the address in QR codes")
_ROOTS = Text("有信任的根证书", "roots are trusted")


def _founded(found: Readiness) -> Step:
    if found.demonstration:
        return done("store", _FOUNDED, Text("演示库", "a demonstration"))
    if found.policy is None:
        cure = Text(
            "运行 zhengtu init --policy WH；别的市改写政策编号，见 zhengtu init --help",
            "run zhengtu init --policy WH; for another city its policy, see zhengtu init --help",
        )
        return Step("store", _FOUNDED, State.BLOCKS, Text("空库", "it is empty"), cure)
    return done("store", _FOUNDED, Text(f"政策 {found.policy}", f"policy {found.policy}"))


async def _signing_in(settings: Settings, found: Readiness, now: datetime) -> Step:
    if found.demonstration or settings.development_issuer:
        return done(
            "sign-in", _SIGNING_IN, Text("开发用签发方，仅限本机", "by the development issuer, this machine only")
        )
    if settings.jwks:
        try:
            usable = bool((await jwks_source(settings.jwks).keys(None, now)).keys)
        except Refusal:
            usable = False
        if usable:
            return done("sign-in", _SIGNING_IN, Text(f"签发方 {settings.issuer}", f"by {settings.issuer}"))
        said = Text(f"从 {settings.jwks} 读不到公钥", f"no keys are read from {settings.jwks}")
        cure = Text(
            "核对 ZHENGTU_JWKS：可读的 JWKS 文件，或连得上的 https 地址",
            "check ZHENGTU_JWKS: a file of keys (JWKS) that can be read, or an https address that answers",
        )
        return Step("sign-in", _SIGNING_IN, State.BLOCKS, said, cure)
    return Step(
        "sign-in",
        _SIGNING_IN,
        State.BLOCKS,
        Text("没有设置统一身份认证", "no identity provider is set"),
        Text("设置 ZHENGTU_JWKS 和 ZHENGTU_ISSUER", "set ZHENGTU_JWKS and ZHENGTU_ISSUER"),
    )


def _administrator(found: Readiness) -> Step:
    if found.administrators or found.demonstration:
        return done("administrator", _ADMINISTRATOR, _count(found.administrators))
    return Step(
        "administrator",
        _ADMINISTRATOR,
        State.BLOCKS,
        Text("还没有管理员", "there is none"),
        Text(
            "首位管理员登录后以 zhengtu init 给出的验证码调用 claimAdministration；"
            f"另取：zhengtu init --policy {found.policy or 'WH'} --new-code",
            "who signs in calls claimAdministration with the code of zhengtu init; another: zhengtu init --policy "
            f"{found.policy or 'WH'} --new-code",
        ),
    )


def _register(found: Readiness, on: date) -> Iterator[Step]:
    """What the register itself has to hold: department, type, right, post."""
    bound = [each for each in found.departments if each.regulated(on)]
    entitled = [each for each in bound if each.issuable]
    cure = _brought(
        "departments",
        "导入部门，在最高一级政府的“政策”列填写政策编号",
        "with the policy on the row of the topmost government",
    )
    yield _of_departments("department", _BOUND, bound, cure)
    if found.types:
        yield done("license-type", _TYPES, _count(found.types))
    else:
        cure = _brought("license-types", "编制证照目录", "define them")
        yield Step("license-type", _TYPES, State.BLOCKS, Text("没有证照类型", "there is none"), cure)
    cure = _brought("entitlements", "登记授权依据与期间", "enter it with basis and period")
    yield _of_departments("entitlement", _RIGHTS, entitled, cure, waits=not (bound and found.types))
    yield from _people(entitled)


def _people(entitled: list[IssuingDepartment]) -> Iterator[Step]:
    """Who takes the steps of making a licence, all for one department: each is looked for where those before it are."""
    waits, looked = not entitled, entitled
    for name, what, has, zh, en in _POSTS:
        able = [each for each in looked if has(each)]
        others = [each.name for each in entitled if has(each) and each not in looked]
        step = _of_departments(name, what, able, _brought("posts", zh, en), waits=waits)
        if not able and others and not waits:
            there, here = listed(others), listed([each.name for each in looked])
            said = Text(
                f"{here.zh}没有（{there.zh}有，但还缺以上所列）",
                f"none in {here.en}; {there.en} lacks what stands above",
            )
            step = replace(step, said=said)
        yield step
        looked = able or looked
    together = [each for each in looked if not each.apart]
    if looked and len(together) == len(looked) and all(has(each) for each in looked for _, _, has, _, _ in _POSTS):
        said = listed([each.name for each in together])
        both = Text(
            f"{said.zh}：制证、审核、签发由同一人兼任",
            f"{said.en}: one person holds two of the posts, and nobody else does",
        )
        cure = _brought(
            "posts", "制证、审核、签发由三个人分别任职，人员标识各不相同", "appoint three people with three subjects"
        )
        yield Step("persons", _APART, State.BLOCKS, both, cure)


def _brought(kind: str, zh: str, en: str) -> Text:
    """How what is missing comes in, as it is typed."""
    commands = f"zhengtu template {kind}", f"zhengtu import {kind} {kind}.xlsx --commit"
    return Text(f"{zh}：{commands[0]}，填好后 {commands[1]}", f"{en}: {commands[0]}, fill it in, {commands[1]}")


def _may_issue(department: IssuingDepartment, on: date) -> bool:
    return department.regulated(on) and bool(department.issuable) and all(has(department) for _, _, has, _, _ in _POSTS)


def _of_departments(name: str, what: Text, found: list[IssuingDepartment], cure: Text, *, waits: bool = False) -> Step:
    if found:
        return done(name, what, listed([each.name for each in found]))
    state = State.WAITS if waits else State.BLOCKS
    return Step(name, what, state, Text("没有", "none"), cure)


def _trust(settings: Settings, lists: Path) -> TrustBundle | Step:
    """The anchors and lists by which a verifier would judge; the step where there are none, or none that is read."""
    cure = Text(f"把根证书放到 {settings.trust}/*.pem", f"put the roots into {settings.trust}/*.pem")
    for file in list_files(lists):
        try:
            lists_of(file.read_bytes())
        except Refusal:
            said = Text(f"{file} 不是可读的吊销列表", f"{file} is no revocation list that can be read")
            replaced = Text(f"换上现行的吊销列表：{file}", f"put a current revocation list into {file}")
            return Step("trust", _ROOTS, State.BLOCKS, said, replaced)
    for file in anchor_files(settings.trust):
        try:
            TrustBundle.of_pem(file.read_bytes())
        except Refusal:
            said = Text(f"{file} 中没有可读的证书", f"{file} holds no readable certificate")
            return Step("trust", _ROOTS, State.BLOCKS, said, cure)
    found = bundle(settings.trust, lists)
    if not found.anchors:
        return Step("trust", _ROOTS, State.BLOCKS, Text("没有根证书", "there is no root"), cure)
    return found


def _hints(settings: Settings) -> Iterator[Step]:
    if "public_url" not in settings.model_fields_set:
        yield Step(
            "address",
            _ADDRESS,
            State.HINT,
            Text("未设置，将使用本机地址", "it is not set: that of this machine would be printed"),
            Text("设置 ZHENGTU_PUBLIC_URL", "set ZHENGTU_PUBLIC_URL"),
        )


def _count(number: int) -> Text:
    return Text(f"共{number}个", str(number))
