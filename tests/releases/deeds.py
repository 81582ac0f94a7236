"""What people do in a kept HOME, by GraphQL: the same in a release that is kept and in a store that is made today."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

POLICE, CIVIL, MARKET = "11340200MB9069645W", "11340200MB992172X9", "11340200MB3003290W"
VEHICLES = "307004340200/000005"
"""机动车信息, which 公安局 provides and 民政局 has a grant for."""
BUSINESS = "11100000MB0143028R001"
"""营业执照."""
SHOPS = (("芜湖市镜湖区甲餐饮店", 1), ("芜湖市弋江区乙超市", 2), ("芜湖市鸠江区丙书店", 3))
"""Suspended, cancelled, replaced."""
REFUSED = "errors { code path value }"
ISSUE_AT_ONCE = f"""mutation ($input: IssueLicenseInput!) {{ issueLicense(input: $input) {{
  license {{ id identifier version }} {REFUSED} }} }}"""
"""As 0.1.0 does it."""
RECEIVE = f"""mutation ($input: LicenseDataInput!) {{ receiveLicenseData(input: $input) {{
  licenseDraft {{ id }} {REFUSED} }} }}"""
MAKE = f"""mutation ($input: LicenseDraftInput!) {{ makeLicense(input: $input) {{
  licenseDraft {{ id }} {REFUSED} }} }}"""
HANDLE = f"""mutation ($input: HandleLicenseInput!) {{ handleLicense(input: $input) {{
  licenseDraft {{ id }} {REFUSED} }} }}"""
ISSUE = f"""mutation ($input: LicenseDraftInput!) {{ issueLicense(input: $input) {{
  license {{ id identifier version }} {REFUSED} }} }}"""
CHANGE = f"""mutation ($input: ChangeLicenseInput!) {{ changeLicense(input: $input) {{
  license {{ id state }} {REFUSED} }} }}"""
RAISE = f"""mutation ($input: RaiseObjectionInput!) {{ raiseObjection(input: $input) {{
  objection {{ id state }} {REFUSED} }} }}"""
RESOLVE = f"""mutation ($input: ResolveObjectionInput!) {{ resolveObjection(input: $input) {{
  objection {{ id state }} {REFUSED} }} }}"""
ENTRY = "query ($code: String!) { resource(by: {code: $code}) { id } }"


@dataclass(frozen=True)
class Person:
    """Who asks, as `zhengtu token` is told."""

    role: str
    subject: str
    department: str = ""
    post: str = ""


def uscc(serial: int) -> str:
    """The code of a shop that does not exist, with its check character (GB 32100)."""
    signs, body = "0123456789ABCDEFGHJKLMNPQRTUWXY", f"92340200MA{serial:07}"
    total = sum(signs.index(sign) * 3**place for place, sign in enumerate(body))
    return body + signs[-total % 31]


ISSUER = Person("staff", "S-340200-0108", MARKET, "ISSUER")
OFFICER = Person("staff", "S-340200-0107", MARKET)
"""Hands in the data, and reviews what is made of them."""
MAKER = Person("staff", "S-340200-0136")
APPLICANT = Person("staff", "S-340200-0027", CIVIL, "APPLICANT")
PROVIDER = Person("staff", "S-340200-0022", POLICE, "PROVIDER_OFFICER")
OWNER = Person("holder", uscc(1))
"""Who holds the licence that is suspended."""


@dataclass(frozen=True)
class Deeds:
    """The deeds, and how they are asked for: by a query, somebody, and variables."""

    ask: Callable[[str, Person, dict[str, Any]], Awaitable[Any]]
    stepwise: bool = True
    """Whether a licence is received, made, reviewed and issued, each by a person of its own."""

    async def do(self) -> None:
        """Licences suspended, cancelled and replaced, under keys; objections open and closed."""
        first, second, third = [await self.issue(name, serial) for name, serial in SHOPS]
        await self.done(CHANGE, ISSUER, license=first["id"], change="SUSPEND", reason="登记信息待核实，暂停使用")
        await self.done(CHANGE, ISSUER, license=second["id"], change="CANCEL", reason="持证主体申请注销")
        await self.issue(*SHOPS[2], replaces=third["identifier"], changeReason="登记事项变更换发")
        await self.done(RAISE, OWNER, on={"license": first["id"]}, ground="ACCURACY", words="住所登记有误")
        raised = await self.object_to_vehicles("初次登记日期不符")
        await self.done(RESOLVE, PROVIDER, objection=raised["id"], outcome="CORRECTED", words="已更正")

    async def object_to_vehicles(self, words: str) -> dict[str, Any]:
        """民政局 objects to an entry of 公安局."""
        entry = (await self.ask(ENTRY, APPLICANT, {"code": VEHICLES}))["resource"]["id"]
        return await self.done(RAISE, APPLICANT, on={"resource": entry}, ground="ACCURACY", words=words)

    async def issue(self, name: str, serial: int, **more: str) -> dict[str, Any]:
        """A business licence (营业执照); under its key once."""
        face = {
            "KZ_TYSHXYDM": uscc(serial), "KZ_MC": name, "KZ_LX": "个体工商户", "KZ_FDDBR": "陈一凡", "KZ_JYFW": "零售",
            "KZ_ZCZB": "10万元", "KZ_CLRQ": "2026-03-02", "KZ_YYQX": "长期", "KZ_ZS": f"芜湖市中山路{serial}号",
        }  # fmt: skip
        plain = {
            "type": BUSINESS, "issuer": MARKET, "number": f"3402000002026030200{serial:02}",
            "holders": [{"name": name, "code": uscc(serial), "codeType": "001"}], "issuedOn": "2026-03-02",
            "validFrom": "2026-03-02", "face": [{"key": key, "value": value} for key, value in face.items()],
            "idempotencyKey": f"shop-{serial}-{len(more)}",
        }  # fmt: skip
        if not self.stepwise:
            return await self.done(ISSUE_AT_ONCE, ISSUER, **plain, **more)
        key = plain["idempotencyKey"]
        draft = (await self.done(RECEIVE, OFFICER, **plain, **more))["id"]
        await self.done(MAKE, MAKER, draft=draft, idempotencyKey=f"{key}-made")
        await self.done(HANDLE, OFFICER, draft=draft, handling="REVIEW", idempotencyKey=f"{key}-reviewed")
        return await self.done(ISSUE, ISSUER, draft=draft, idempotencyKey=f"{key}-issued")

    async def done(self, mutation: str, who: Person, **given: Any) -> dict[str, Any]:
        """Do it; it is not refused."""
        (payload,) = (await self.ask(mutation, who, {"input": given})).values()
        refused = payload.pop("errors")
        assert refused == [], refused
        (thing,) = payload.values()
        return dict(thing)
