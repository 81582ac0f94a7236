"""A sheet of business licences for firms that there are not, as the demonstration's market regulator hands it in."""

from __future__ import annotations

from builders.license_sheets import csv_of

from graph.codes.uscc import uscc_check_character
from seed.drafts import ISSUED_ON, TYPE

ISSUER = "11340200MB3003290W"
OFFICER, MAKER, ISSUES = "S-340200-0107", "S-340200-0136", "S-340200-0108"
"""Who hands in and reviews, who makes, who issues."""
KIND = TYPE


def firm(number: int, **changes: str) -> dict[str, str]:
    """One row."""
    begun, day = f"91340200MA{number:07}", ISSUED_ON.isoformat()
    plain = {
        "证照编号": f"340200000{ISSUED_ON:%Y%m%d}8{number:03}",
        "颁发日期": day,
        "有效期起": day,
        "有效期止": "长期",
        "持证主体名称": f"芜湖市第{number}商贸有限公司",
        "持证主体代码": begun + uscc_check_character(begun),
        "类型": "有限责任公司",
        "法定代表人": "程青弋",
        "注册资本": "壹拾万元整",
        "营业期限": "长期",
        "成立日期": day,
        "经营范围": "餐饮服务",
        "住所": f"芜湖市弋江区文津西路{number}号",
    }
    return plain | changes


def sheet(many: int, first: int = 1) -> bytes:
    """A sheet of so many that nothing is wrong with."""
    return csv_of(*[firm(number) for number in range(first, first + many)])
