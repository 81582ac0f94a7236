"""Origins as browsers write them: scheme, host and port of a page's address, and nothing else.

Compared letter by letter with what a browser sends, so another spelling would silently never match: it is refused.
"""

from re import compile as pattern
from typing import Final
from urllib.parse import SplitResult, urlsplit

from pydantic_core import PydanticCustomError

from api.process.setting_rules import against

ANY: Final = "*"
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
HOST: Final = pattern(r"[a-z0-9._-]+|[0-9a-f:]+")


def origins(text: str) -> tuple[str, ...]:
    """Read origins with blanks between them.

    Raises:
        PydanticCustomError: One is not as a browser would write it, or stands for all.
    """
    return tuple(_checked(each) for each in text.split())


def _checked(origin: str) -> str:
    if ANY in origin:
        raise against(
            f"{origin}：须逐一写明来源；通配会使任何网页都能借访问者的浏览器读取只有其所在网络能访问的服务",
            f"{origin} stands for more than one origin; name each: any page could read, by its visitors' browsers, "
            "a service that only their network reaches",
        )
    try:
        written = _as_browsers_write(urlsplit(origin))
    except ValueError:  # a port that is no number, a host that is no name
        written = None
    if written is None:
        raise _no_origin(origin, "https://front.example.org")
    if written != origin:
        raise _no_origin(origin, written)
    return origin


def _as_browsers_write(address: SplitResult) -> str | None:
    """The origin of an address; None where it has none that a page could have."""
    if address.scheme not in DEFAULT_PORTS or not address.hostname or address.username is not None:
        return None
    host = address.hostname.encode("idna").decode("ascii").lower()
    if not HOST.fullmatch(host):
        return None
    named = f"[{host}]" if ":" in host else host
    port = "" if address.port in (None, DEFAULT_PORTS[address.scheme]) else f":{address.port}"
    return f"{address.scheme}://{named}{port}"


def _no_origin(origin: str, written: str) -> PydanticCustomError:
    return against(
        f"{origin} 不是浏览器所写的来源（协议://主机[:端口]，无路径），应写作 {written}",
        f"{origin} is not an origin as browsers write it (scheme://host[:port], no path); write {written}",
    )
