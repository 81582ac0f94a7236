"""A Dask cluster as one more `concurrent.futures.Executor`: batches are drawn and sealed wherever it has workers.

1. Its workers run the same release, each with one thread, and find the keys that seal under the same names: no private
   key travels. What does travel tells of people: outside this machine only over TLS.
2. A worker that is killed has its work done by another.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from api.process.settings import SettingRefused
from graph.errors import Text
from graph.refusal_codes import Code

TRIES: Final = 3
"""How often a piece of work is given to another worker."""


@contextmanager
def crowd_of(address: str, prepare: Callable[[], None] | None) -> Iterator[Executor | None]:
    """Reach the cluster of a setting; None where there is none.

    Raises:
        SettingRefused: As `cluster`.
    """
    if not address:
        yield None
        return
    with cluster(address, prepare) as executor:
        yield executor


@contextmanager
def cluster(address: str, prepare: Callable[[], None] | None) -> Iterator[Executor]:
    """Reach a cluster.

    Args:
        address: Of its scheduler: `tls://host:8786`, on this machine `tcp://127.0.0.1:8786`.
        prepare: What each worker begins with; has to survive pickling.

    Raises:
        SettingRefused: The address is none of these, nobody answers there, or `distributed` is not installed.
    """
    refuse_open(address)
    try:
        from distributed import Client  # noqa: PLC0415 - only where there is a cluster
        from distributed.diagnostics.plugin import WorkerPlugin  # noqa: PLC0415
    except ImportError as cause:
        raise _refused(
            address, "没有安装 distributed：pip install 'zhengtu[cluster]'",
            "distributed is not installed: pip install 'zhengtu[cluster]'",
        ) from cause  # fmt: skip

    class Prepared(WorkerPlugin):
        name = "zhengtu"

        def setup(self, worker: Any) -> None:  # noqa: ARG002 - the protocol's form
            if prepare is not None:
                prepare()

    try:
        client: Any = _client(Client, address)
    except (OSError, TimeoutError) as cause:
        raise _refused(address, "该地址没有 Dask 调度器应答", "no Dask scheduler answers there") from cause
    try:
        client.register_plugin(Prepared())
        yield client.get_executor(retries=TRIES)
    finally:
        client.close()


def _client(made: Callable[..., Any], address: str) -> Any:
    """The library has no types."""
    return made(address, timeout=10, set_as_default=False)


def refuse_open(address: str) -> None:
    """Let an address pass over which nobody else can read what is sent.

    Raises:
        SettingRefused: It is neither TLS nor on this machine.
    """
    parts = urlsplit(address)
    if parts.scheme == "tls" and parts.hostname and parts.port:
        return
    if parts.scheme == "tcp" and parts.hostname and parts.port and _here(parts.hostname):
        return
    raise _refused(
        address,
        "批量制证集群的地址应为 tls://主机:端口；本机可用 tcp://127.0.0.1:端口（证照数据不得明文传输）",
        "the cluster is named tls://host:port, on this machine tcp://127.0.0.1:port: data of licences do not travel in "
        "the clear",
    )


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refused(address: str, zh: str, en: str) -> SettingRefused:
    return SettingRefused(Text(zh, en), code=Code.SETTING_REFUSED, path=("batch_cluster",), value=address)
