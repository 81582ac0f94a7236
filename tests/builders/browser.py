"""A real browser without a screen, spoken to by its own protocol (Chrome DevTools) over two pipes.

It reaches the machine itself and nothing else: every other name is unknown to it. What it complains about, and every
address that it asks, is kept.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine: the pages are not looked at")

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-quic",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--hide-scrollbars", "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_PATIENCE = 20.0
_KEYS = {
    "Tab": (9, ""), "Enter": (13, "\r"), "Space": (32, " "), "Escape": (27, ""), "ArrowDown": (40, ""),
}  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """What somebody looks at."""

    width: int
    height: int
    phone: bool = False


DESK = Screen(1280, 900)
PHONE = Screen(390, 844, phone=True)


@dataclass
class Tab:
    """One page, as somebody uses it."""

    browser: Browser
    session: str
    window: dict[str, str] = field(default_factory=dict)
    """Which window it is in, as the browser is told."""
    complaints: list[str] = field(default_factory=list)
    """What the page, or the browser about it, has complained of: errors, refused content, uncaught exceptions."""
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, but for data."""

    async def send(self, method: str, **parameters: Any) -> Any:
        """Say something to the browser about this page."""
        return await self.browser.send(method, self.session, **parameters)

    async def go(self, address: str) -> None:
        """Go to an address, and wait until the page is there."""
        await self.send("Page.navigate", url=address)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def value(self, expression: str) -> Any:
        """What an expression is on the page."""
        told = await self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until something holds on the page."""
        end = time.monotonic() + _PATIENCE
        while True:
            told = await self.send("Runtime.evaluate", expression=f"!!({condition})", returnByValue=True)
            if told.get("result", {}).get("value") is True:
                return
            assert time.monotonic() < end, f"not on the page after {_PATIENCE} s: {condition}"
            await asyncio.sleep(0.03)

    async def text(self, selector: str = "main") -> str:
        """What can be read of an element."""
        return str(await self.value(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    async def press(self, key: str, shift: bool = False) -> None:
        """Press a key."""
        code, text = _KEYS[key]
        named = {
            "key": " " if key == "Space" else key,
            "code": key,
            "windowsVirtualKeyCode": code,
            "modifiers": 8 * shift,
        }
        await self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **named)

    async def write(self, text: str) -> None:
        """Write where the cursor is."""
        await self.send("Input.insertText", text=text)

    async def tab_to(self, selector: str) -> None:
        """Go to an element with the keyboard alone."""
        for _ in range(60):
            if await self.value(f"document.activeElement?.matches({json.dumps(selector)}) ?? false"):
                return
            await self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    async def choose(self, selector: str, file: Path) -> None:
        """Choose a file, as the system's own dialogue would."""
        found = await self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        await self.send("DOM.setFileInputFiles", files=[str(file)], objectId=found["result"]["objectId"])

    async def look(self, file: Path) -> None:
        """Make a picture of the whole page."""
        size = (await self.send("Page.getLayoutMetrics"))["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 8_000), "scale": 1}
        drawn = await self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        file.write_bytes(base64.b64decode(drawn["data"]))

    def heard(self, method: str, parameters: dict[str, Any]) -> None:
        """Keep what the browser tells about this page."""
        match method:
            case "Network.requestWillBeSent" if not parameters["request"]["url"].startswith("data:"):
                self.asked.append(parameters["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(parameters["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if parameters["type"] in {"error", "warning", "assert"}:
                self.complaints.append(str(parameters["args"]))
            case "Log.entryAdded" if parameters["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
            case _:
                pass


@dataclass
class Browser:
    """The browser's process."""

    reading: asyncio.StreamReader
    writing: asyncio.WriteTransport
    answers: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    tabs: dict[str, Tab] = field(default_factory=dict)
    count: int = 0

    async def send(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        """Say something, and wait for the answer."""
        self.count += 1
        number = self.count
        self.answers[number] = asyncio.get_running_loop().create_future()
        said = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        self.writing.write(json.dumps(said).encode() + b"\0")
        return await asyncio.wait_for(self.answers[number], _PATIENCE)

    async def listen(self) -> None:
        """Take what the browser says, until it ends."""
        while True:
            try:
                said = json.loads((await self.reading.readuntil(b"\0"))[:-1])
            except asyncio.IncompleteReadError:
                return
            if (waits := self.answers.pop(said.get("id", 0), None)) is not None:
                if "error" in said:
                    waits.set_exception(AssertionError(said["error"]))
                else:
                    waits.set_result(said["result"])
            elif (tab := self.tabs.get(said.get("sessionId", ""))) is not None:
                tab.heard(said["method"], said["params"])

    @asynccontextmanager
    async def tab(self, screen: Screen = DESK, *, scripts: bool = True) -> AsyncIterator[Tab]:
        """Open a page in a window of its own, which knows nothing of the others."""
        window = (await self.send("Target.createBrowserContext"))["browserContextId"]
        target = (await self.send("Target.createTarget", url="about:blank", browserContextId=window))["targetId"]
        session = (await self.send("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = self.tabs[session] = Tab(self, session, {"browserContextId": window})
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            await tab.send(f"{domain}.enable")
        await tab.send(
            "Emulation.setDeviceMetricsOverride", width=screen.width, height=screen.height, deviceScaleFactor=1,
            mobile=screen.phone,
        )  # fmt: skip
        await tab.send("Emulation.setTouchEmulationEnabled", enabled=screen.phone)
        await tab.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        yield tab
        await self.send("Target.disposeBrowserContext", browserContextId=window)
        del self.tabs[session]


@asynccontextmanager
async def browser(home: Path, **environment: str) -> AsyncIterator[Browser]:
    """Start a browser; it ends with all its pages."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}', str(PROGRAM), *_FLAGS,
        f"--user-data-dir={home}", "about:blank", pass_fds=(theirs_in, theirs_out), env=os.environ | environment,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    os.close(theirs_in)
    os.close(theirs_out)
    loop = asyncio.get_running_loop()
    reading = asyncio.StreamReader(limit=1 << 27)
    listening, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reading), os.fdopen(ours_in, "rb"))
    writing, _ = await loop.connect_write_pipe(asyncio.Protocol, os.fdopen(ours_out, "wb"))
    opened = Browser(reading, writing)
    heard = asyncio.create_task(opened.listen())
    try:
        yield opened
        await opened.send("Browser.close")
    finally:
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
        await heard
        listening.close()
        writing.close()
