"""The pages as people use them: a real browser, the real server, licences with real seals; the network is the machine.

At a desk and on a phone, by mouse and by keyboard, with scripts and without: what is shown is read from the screen, no
address but the server's is asked, and the browser complains about nothing.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pypdfium2
import pytest
from builders import office
from builders.browser import DESK, PHONE, Browser, Screen, Tab, browser, needs_browser
from builders.more import LEFT_OUT
from builders.office import ALICE, BOB, HOLDER_A, HOLDER_B, Office, who

from api.identity.authenticator import Identity
from api.identity.tokens import open_issuer
from api.process.settings import load
from api.service.app import build_app, server
from api.service.opening import Service
from graph.words.people import Role
from licenses.proof.confinement.examiners import serving_examiners

pytestmark = [needs_browser, *LEFT_OUT, pytest.mark.since("0.2.0")]  # a browser does not care how old a store is

Found = TypeVar("Found")
SCREENS = pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
WORD = "#answer .word"
CHANGE = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) { errors { code } } }"""
RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) { errors { code } } }"""


@dataclass
class Desk:
    """The server, and the files that people bring."""

    url: str
    api: Office
    folder: Path

    def file(self, name: str, content: bytes) -> Path:
        """A file on the disk of who asks."""
        written = self.folder / name
        written.write_bytes(content)
        return written

    async def sealed(self, holder: str = ALICE) -> Path:
        return self.file(f"{holder}.pdf", await self.api.sealed(holder))

    async def tampered(self) -> Path:
        content = bytearray(await self.api.sealed())
        content[content.index(b"stream") + 20] ^= 1
        return self.file("tampered.pdf", bytes(content))

    async def picture(self) -> Path:
        document = pypdfium2.PdfDocument(await self.api.sealed())
        document.init_forms()
        written = self.folder / "picture.png"
        document[0].render(scale=2).to_pil().save(written)
        return written

    async def receipts(self) -> list[str]:
        """What the receipts that were made are about."""
        about: list[str] = await self.api.store.read(
            "MATCH (a:Attestation) WHERE a.madeAt IS NOT NULL WITH a ORDER BY a.number RETURN collect(a.about)"
        )
        return about


@pytest.fixture(scope="module")
async def desk(api: Office, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """The service behind the real server, with processes in which files are examined and drawn."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = load(home=api.service.settings.home, port=port, public_url=office.PUBLIC_URL, max_upload_bytes=2_000_000)
    found = Desk(f"http://127.0.0.1:{port}", api, tmp_path_factory.mktemp("files"))
    with closing(serving_examiners()) as examiners:
        examiners.start()
        service = Service(settings, replace(api.service.backend, examiners=examiners), lambda: office.NOW)
        running = server(build_app(service.parts()), settings)
        running.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        serving = asyncio.create_task(running.serve())
        while not running.started:
            await asyncio.sleep(0.01)
        yield found
        running.should_exit = True
        await serving


@pytest.fixture(scope="module")
async def chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """The browser that all tests use, each in a window of its own."""
    async with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


async def verify(tab: Tab, desk: Desk, file: Path) -> str:
    """Choose a file, and read the answer in large letters."""
    await tab.go(f"{desk.url}/verify")
    await tab.choose("#file", file)
    await tab.until(f"document.querySelector('{WORD}')")
    return await word(tab)


async def within(found: Callable[[], Found]) -> Found:
    """Wait until something is there."""
    async with asyncio.timeout(20):
        while not (there := found()):
            await asyncio.sleep(0.05)
    return there


async def word(tab: Tab) -> str:
    return str(await tab.value(f"document.querySelector('{WORD}').firstChild.textContent"))


async def sound(tab: Tab, desk: Desk) -> None:
    """Nothing was complained about, nobody else was asked, nothing stands beyond the edge of the screen."""
    assert tab.complaints == []
    assert [address for address in tab.asked if not address.startswith(desk.url)] == []
    assert await tab.value("document.documentElement.scrollWidth <= innerWidth")


@SCREENS
async def test_a_genuine_licence_is_shown_as_it_was_sealed_beside_its_verdict(
    chromium: Browser, desk: Desk, screen: Screen
) -> None:
    async with chromium.tab(screen) as tab:
        assert await verify(tab, desk, await desk.sealed()) == "真实，有效"
        assert await tab.value("document.querySelectorAll('.questions li').length") == 13
        assert await tab.value("document.querySelector('.sheet img').naturalWidth > 500")
        assert await tab.value("document.querySelector('.stamp')") is None
        told = await tab.text()
        for part in (
            "2026年03月02日 10:00:00",
            "证照登记簿",
            "盖章时的内容",
            "没有在办异议",
            await desk.api.identifier(),
        ):
            assert part in told
        answered = "document.activeElement.matches('#answer .word')"
        assert await tab.value(answered), "who cannot see is taken to the answer"
        assert "真实，有效" in await tab.value("document.querySelector('#told').textContent")
        await sound(tab, desk)


@SCREENS
async def test_a_forgery_looks_like_none_that_was_approved(chromium: Browser, desk: Desk, screen: Screen) -> None:
    async with chromium.tab(screen) as tab:
        assert await verify(tab, desk, await desk.tampered()) == "不真实"
        assert "不真实" in await tab.text(".sheet .stamp")
        assert "不真实" in await tab.value("document.querySelector('.sheet img').alt")
        assert await tab.value("getComputedStyle(document.querySelector('.sheet img')).filter") != "none"
        assert await tab.value("[...document.querySelectorAll('.questions li.no .asked')].length") > 0
        await sound(tab, desk)


@SCREENS
async def test_a_picture_leads_to_the_register_and_is_no_licence(chromium: Browser, desk: Desk, screen: Screen) -> None:
    async with chromium.tab(screen) as tab:
        assert await verify(tab, desk, await desk.picture()) == "图片不能作为凭证"
        assert await tab.value("document.querySelector('.sheet')") is None
        assert await tab.text(".said .buttons a") == "核对照面信息"
        await sound(tab, desk)


async def test_what_is_no_licence_is_told_as_a_sentence(chromium: Browser, desk: Desk) -> None:
    async with chromium.tab() as tab:
        assert await verify(tab, desk, desk.file("letter.txt", b"hello")) == "无法判定"
        assert "不是 PDF 文件" in await tab.text(".told")
        await tab.choose("#file", desk.file("huge.pdf", b"%PDF-" + b"0" * 2_000_000))
        await tab.until("document.querySelector('#answer').innerText.includes('未上传')")
        await sound(tab, desk)


async def test_a_file_that_is_dropped_anywhere_is_verified(chromium: Browser, desk: Desk) -> None:
    async with chromium.tab() as tab:
        await tab.go(f"{desk.url}/verify")
        await tab.value(
            "(() => { const dropped = new DataTransfer(); dropped.items.add(new File(['hello'], 'a.txt'));"
            " for (const kind of ['dragover', 'drop'])"
            "  document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, dataTransfer: dropped})); })()"
        )
        await tab.until(f"document.querySelector('{WORD}')")
        assert "不是 PDF 文件" in await tab.text(".told")
        await sound(tab, desk)


async def test_the_browser_refuses_what_is_not_of_the_page(chromium: Browser, desk: Desk) -> None:
    async with chromium.tab() as tab:
        await tab.go(f"{desk.url}/verify")
        await tab.value(
            "(() => { const script = document.createElement('script'); script.textContent = 'window.acted = true';"
            " const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; image.style.color = 'red';"
            " document.body.append(script, image); document.body.setAttribute('style', 'color: red'); })()"
        )
        await tab.until("performance.now() > 0")
        assert await tab.value("window.acted") is None
        said = " ".join(tab.complaints)
        for directive in ("script-src", "style-src", "img-src"):
            assert directive in said, f"who listens would not hear of it: {directive}"
        assert "http://127.0.0.1:9/x.png" in tab.asked, "what is refused counts as asked for"


class TestWithoutAMouse:
    @SCREENS
    async def test_an_identifier_is_asked_and_its_face_compared(
        self, chromium: Browser, desk: Desk, screen: Screen
    ) -> None:
        known = await desk.api.identifier()
        async with chromium.tab(screen) as tab:
            await tab.go(f"{desk.url}/")
            await tab.tab_to("a[href='/verify'].name, .choice a[href='/verify']")
            await tab.press("Enter")
            await tab.until("location.pathname === '/verify' && document.querySelector('#identifier')")
            await tab.tab_to("#identifier")
            await tab.write(f" {known.lower()} ")
            await tab.press("Enter")
            await tab.until(f"document.querySelector('{WORD}')")
            assert await word(tab) == "登记在册，有效"
            await tab.tab_to(".said .buttons a")
            await tab.press("Enter")
            await tab.until("document.querySelector('#by-face')")
            for place, value in enumerate(("陈一凡", "2026年3月1日")):
                await tab.tab_to(f"#face-{place}")
                await tab.write(value)
            await tab.tab_to("#by-face button[type=submit]")
            await tab.press("Enter")
            await tab.until(f"document.querySelector('{WORD}')")
            assert await word(tab) == "信息相符，证照有效"
            assert not [address for address in tab.asked if "%E9%99%88" in address or "陈" in address]
            await sound(tab, desk)

    async def test_what_has_the_keyboard_can_be_seen(self, chromium: Browser, desk: Desk) -> None:
        async with chromium.tab() as tab:
            await tab.go(f"{desk.url}/verify")
            reached = []
            for _ in range(8):
                await tab.press("Tab")
                reached.append(await tab.value("document.activeElement.id || document.activeElement.textContent"))
                style = "getComputedStyle(document.activeElement)"
                assert await tab.value(f"{style}.outlineStyle !== 'none' && parseFloat({style}.outlineWidth) >= 2")
            assert reached[:3] == ["跳到正文", "证图Zhengtu", "核验证照"]
            assert reached[3:6] == ["file", "核验文件", "identifier"]


class TestWithoutScripts:
    async def test_a_file_is_verified_and_shown(self, chromium: Browser, desk: Desk) -> None:
        async with chromium.tab(scripts=False) as tab:
            await tab.go(f"{desk.url}/verify")
            await tab.choose("#file", await desk.sealed())
            await tab.tab_to("#by-file button")
            await tab.press("Enter")
            await tab.until(f"document.querySelector('{WORD}')")
            assert await word(tab) == "真实，有效"
            assert await tab.value("document.querySelector('.sheet img').naturalWidth > 500")
            await sound(tab, desk)

    async def test_an_identifier_is_asked(self, chromium: Browser, desk: Desk) -> None:
        async with chromium.tab(PHONE, scripts=False) as tab:
            await tab.go(f"{desk.url}/verify")
            await tab.tab_to("#identifier")
            await tab.write("1.2.3")
            await tab.press("Enter")
            await tab.until(f"document.querySelector('{WORD}')")
            assert await word(tab) == "无法判定"
            assert "请核对输入的标识" in await tab.text(".told")
            await sound(tab, desk)


async def test_while_one_waits_that_is_shown_and_can_be_stopped(chromium: Browser, desk: Desk) -> None:
    async with chromium.tab() as tab:
        await tab.go(f"{desk.url}/verify")
        slow = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000}
        await tab.send("Network.emulateNetworkConditions", offline=False, **slow)
        await tab.choose("#file", await desk.sealed())
        await tab.until("!document.querySelector('#waiting').hidden")
        assert "正在核验" in await tab.text("#waiting")
        await tab.tab_to("#waiting button")
        await tab.press("Enter")
        await tab.until("document.querySelector('#answer').innerText.includes('已停止')")
        assert await tab.value("document.querySelector('#waiting').hidden")
        await tab.send("Network.emulateNetworkConditions", offline=True, **slow)
        await tab.choose("#file", desk.file("letter.txt", b"hello"))
        await tab.until("document.querySelector('#answer').innerText.includes('连接不上')")
        tab.complaints.clear()  # the browser says that it is offline
        await sound(tab, desk)


async def test_a_receipt_is_had_without_choosing_the_file_again_and_is_no_licence(
    chromium: Browser, desk: Desk
) -> None:
    saved = desk.folder / "saved"
    async with chromium.tab() as tab:
        await chromium.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(saved), **tab.window)
        await verify(tab, desk, await desk.sealed())
        assert await tab.value("document.querySelector('#same-file')") is None
        await tab.tab_to("#purpose")
        await tab.write("办理😀")
        await tab.press("Enter")
        await tab.until("document.querySelector('.outcome').innerText.includes('不能打印')")
        tab.complaints.clear()  # the browser says that it was refused
        await tab.value("document.querySelector('#purpose').value = ''")
        await tab.write("办理抵押登记")
        await tab.press("Enter")
        await tab.until("document.querySelector('.outcome').innerText.includes('回执已出具')")
        assert sha256(await desk.api.sealed()).hexdigest() in (await desk.receipts())[-1]
        (receipt,) = await within(lambda: list(saved.glob("核验回执-*.pdf")))
        assert await verify(tab, desk, receipt) == "真实的核验回执，不是证照"
        told = await tab.text()
        for part in ("属实且有效", receipt.stem.removeprefix("核验回执-"), "民政局", "盖章时的内容"):
            assert part in told
        assert await tab.value("document.querySelector('.stamp')") is None
        await sound(tab, desk)


async def test_a_receipt_of_what_was_typed_is_had_as_well(chromium: Browser, desk: Desk) -> None:
    saved = desk.folder / "typed"
    known = await desk.api.identifier()
    async with chromium.tab(PHONE) as tab:
        await chromium.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(saved), **tab.window)
        for face in (False, True):
            await tab.go(f"{desk.url}/verify?identifier={known}")
            await tab.value(
                "document.querySelector('#face-0').value = '陈一凡';"
                "document.querySelector('#face-1').value = '2026年03月01日';"
                f"document.querySelector('{'#by-face' if face else '#by-identifier'}').requestSubmit()"
            )
            await tab.until(f"document.querySelector('{WORD}')")
            await tab.tab_to("#purpose")
            await tab.write("备查")
            await tab.press("Enter")
            await tab.until("document.querySelector('.outcome').innerText.includes('回执已出具')")
            assert known in (await desk.receipts())[-1]
        await within(lambda: len(list(saved.glob("核验回执-*.pdf"))) == 2)
        await sound(tab, desk)


async def test_who_guesses_too_often_is_told_when_to_come_back(chromium: Browser, desk: Desk) -> None:
    known = await desk.api.identifier(BOB)
    async with chromium.tab() as tab:
        for guess in range(6):
            await tab.go(f"{desk.url}/verify?identifier={known}")
            assert "姓名" in await tab.text("#by-face label")
            await tab.value(
                "document.querySelector('#face-1').value = '2026-03-01';"
                f"document.querySelector('#face-0').value = '某人{guess}'"
            )
            await tab.value("document.querySelector('#by-face').requestSubmit()")
            await tab.until(f"document.querySelector('{WORD}')")
            if guess < 5:
                assert await word(tab) == "信息不符"
        assert await word(tab) == "没有得出结论"
        assert "核验失败次数过多" in await tab.text(".told")


@SCREENS
async def test_an_open_objection_and_an_end_are_shown(chromium: Browser, desk: Desk, screen: Screen) -> None:
    api = desk.api
    if screen is DESK:
        raised = {"on": {"license": api.license(ALICE)}, "ground": "ACCURACY", "words": "登记日期与户口簿不符"}
        await api.ask(RAISE, HOLDER_A, input=raised)
        cancelled = {"license": api.license(BOB), "change": "CANCEL", "reason": "依法注销"}
        await api.ask(CHANGE, who("issuer"), input=cancelled)
    async with chromium.tab(screen) as tab:
        assert await verify(tab, desk, await desk.sealed()) == "真实，有效"
        assert "有在办异议" in await tab.text(".objection")
        assert await verify(tab, desk, await desk.sealed(BOB)) == "真实，但已不在有效状态"
        assert "不在有效状态" in await tab.text(".sheet .stamp")
        await tab.go(f"{desk.url}/v/{await api.identifier(BOB)}")
        assert await tab.text(".told .word") == "注销\nCancelled"
        await tab.tab_to("main a.button")
        await tab.press("Enter")
        await tab.until("location.hash === '#by-face' && document.querySelector('#by-face')")
        await sound(tab, desk)


SUSPECT = """# as a bank
mutation Suspect($file: Upload!) { reportForgery(input: {file: $file, circumstances: "办理贷款时出示"}) {
  forgeryCase { state digest } errors { code } } }"""
FILE_OF = '{ license(identifier: "%s") { fileUrl } }'
RESULT = "document.querySelector('.result-window').innerText.replaceAll('\\u00a0', ' ')"


async def ask_in_the_editor(tab: Tab, desk: Desk, query: str, by: Identity) -> None:
    """Open the editor with a query, and say in Headers who asks."""
    token = open_issuer(desk.api.service.settings, demonstration=True).token(by, office.NOW, timedelta(hours=1))
    await tab.go(f"{desk.url}/graphql?query={quote(query)}")
    await tab.until("document.querySelectorAll('.graphiql-editor-tools button').length > 1")
    await tab.value("[...document.querySelectorAll('.graphiql-editor-tools button')][1].click()")
    headers = json.dumps(json.dumps({"Authorization": f"Bearer {token}"}))
    shown = ".graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror"
    await tab.value(f"document.querySelector('{shown}').CodeMirror.setValue({headers})")


async def run(tab: Tab) -> None:
    await tab.value("document.querySelector('.graphiql-execute-button').click()")


@SCREENS
async def test_a_mutation_that_takes_a_file_is_run_in_the_editor(desk: Desk, chromium: Browser, screen: Screen) -> None:
    altered = (await desk.tampered()).read_bytes() + str(screen.width).encode()  # nobody reports a file twice
    file = desk.file(f"suspected-{screen.width}.pdf", altered)
    async with chromium.tab(screen) as tab:
        await tab.go(f"{desk.url}/graphql")
        await tab.until("document.querySelector('.graphiql-execute-button')")
        await tab.tab_to("#files input")
        await ask_in_the_editor(tab, desk, SUSPECT, who("bank", Role.RELYING_PARTY))
        await run(tab)
        await tab.until("document.querySelector('#files [role=status]').innerText.includes('choose a file')")
        await tab.until(f"{RESULT}.includes('请先在编辑器上方选择文件')")
        assert await tab.value("document.activeElement.matches('#files input')")
        await tab.choose("#files input", file)
        await run(tab)
        await tab.until(f"{RESULT}.includes('SUSPECTED')")
        assert sha256(file.read_bytes()).hexdigest() in await tab.value(RESULT)
        assert await tab.text("#files [role=status]") == ""
        await sound(tab, desk)


@SCREENS
async def test_a_file_that_an_answer_names_is_fetched_in_the_editor_by_who_has_asked(
    desk: Desk, chromium: Browser, tmp_path: Path, screen: Screen
) -> None:
    identifier = await desk.api.identifier(ALICE)
    async with chromium.tab(screen) as tab:
        await chromium.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), **tab.window)
        await ask_in_the_editor(tab, desk, FILE_OF % identifier, HOLDER_A)
        await run(tab)
        await tab.until("document.querySelector('#files [data-offered] button')")
        await tab.tab_to("#files [data-offered] button")
        await tab.press("Enter")
        await tab.until("document.querySelector('#files [role=status]').innerText.includes('文件已取回')")
        saved = await within(lambda: [each for each in tmp_path.glob("*.pdf") if each.stat().st_size])
        assert saved[0].read_bytes() == await desk.api.sealed(ALICE)
        await ask_in_the_editor(tab, desk, FILE_OF % identifier, HOLDER_B)
        await run(tab)
        await tab.until(f"{RESULT}.includes('null')")
        assert await tab.text("#files [data-offered]") == ""
        await sound(tab, desk)
