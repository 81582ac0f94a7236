"""What the exchange platform tells of the small city of `builders.office`."""

from __future__ import annotations

from typing import Any

from builders.office import MARRIED, Office, gid, who

from graph.words.people import Role

PLATFORM = who("platform", Role.SERVICE)
RECORD = """mutation ($input: %s!) { %s(input: $input) {
  exchangeRecords { written known outside { number faults rules { id } } } errors { code path value } } }"""


def used(number: str, **changes: Any) -> dict[str, Any]:
    """A use of what 民政局 registers of marriages, by 卫生健康委员会."""
    plain = {
        "number": number, "consumer": "USE-1", "resource": MARRIED, "usedAt": "2026-03-01T09:00:00+08:00", "rows": 2,
        "purpose": "DATA_CHECK", "caller": "接口平台", "grant": gid("Grant", "R-1/G"), "person": "王某",
        "item": "340200001", "business": "BJ-1",
    }  # fmt: skip
    return plain | changes


def delivered(number: str, **changes: Any) -> dict[str, Any]:
    """A delivery of the same."""
    plain = {
        "number": number, "resource": MARRIED, "deliveredAt": "2026-03-01T03:00:00+08:00", "rows": 5,
        "newestOn": "2026-02-28", "channel": "库表",
    }  # fmt: skip
    return plain | changes


async def record(api: Office, records: list[dict[str, Any]], by: Any = PLATFORM, **given: Any) -> Any:
    """Have the platform tell uses, or deliveries."""
    name = "recordUses" if "usedAt" in records[0] else "recordDeliveries"
    asked = RECORD % (f"{name[0].upper()}{name[1:]}Input", name)
    return (await api.ask(asked, by, input={"records": records, **given}))[name]
