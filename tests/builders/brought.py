"""One value of each kind that administrators bring, as its mutation takes it, to the city of `builders.office`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders.city import uscc
from builders.office import BORN, CITY, CIVIL, HEALTH, MARRIAGE, MARRIED, MINISTRY, NEEDY, UNBOUND

Given = Mapping[str, Any]

BROUGHT: Mapping[str, tuple[str, Given, Given]] = {
    "registerDivisions": (
        "divisions", {"code": "340281", "name": "无为市", "level": "COUNTY", "parent": "340200"}, {"name": "无为县"},
    ),
    "registerDepartments": (
        "departments",
        {
            "code": uscc(91), "name": "芜湖市新局", "level": "CITY", "kind": "DEPARTMENT", "parent": CITY,
            "division": "100000", "validFrom": "2024-01-01",
        },
        {"name": "芜湖市新设局"},
    ),
    "appointPosts": (
        "posts",
        {
            "id": "P-91", "kind": "ISSUER", "subject": "wang", "name": "王某", "department": HEALTH,
            "validFrom": "2024-01-01",
        },
        {"validUntil": "2026-01-01"},
    ),
    "recordSuccessions": (
        "successions",
        {"predecessor": UNBOUND, "successor": HEALTH, "on": "2025-03-01", "kind": "MERGED"},
        {"on": "2025-03-02"},
    ),
    "registerSystems": (
        "systems", {"code": "SYS-91", "name": "救助系统", "operator": CIVIL, "funding": "CITY"}, {"protectionLevel": 3},
    ),
    "registerLegalBases": ("legalBases", {"code": "LAW-91", "kind": "LAW", "title": "婚姻法"}, {"article": "第七条"}),
    "registerLibraries": (
        "libraries",
        {"code": "WH-91", "policy": "WH", "kind": "THEMATIC", "name": "婚姻主题库", "lead": CIVIL},
        {"name": "婚姻家庭主题库"},
    ),
    "registerConsumers": (
        "consumers", {"code": "USE-91", "kind": "ENTERPRISE", "name": "某银行", "uscc": uscc(92)}, {"name": "某某银行"},
    ),
    "registerDataElements": (
        "elements", {"code": "DE-91", "name": "姓名", "dataType": "CHARACTER", "length": 50}, {"valueDomain": "汉字"},
    ),
    "registerEntries": (
        "entries",
        {
            "code": "307340200/000091", "name": "婚姻登记核验信息", "provider": CIVIL, "summary": "结婚登记的核验",
            "formatCategory": "DATABASE", "formatType": "mysql", "sharing": "UNCONDITIONAL", "modeCategory": "PLATFORM",
            "mode": "INTERFACE", "opening": "REFUSED", "cycle": "DAILY", "bases": ["LAW-1"], "systems": ["SYS-1"],
            "items": [
                {"name": "公民身份号码", "dataType": "CHARACTER", "length": 18, "kind": "BASE", "identifier": True},
                {"name": "登记日期", "dataType": "DATE", "kind": "BUSINESS"},
            ],
        },
        {"summary": "结婚、离婚、补领登记的核验"},
    ),
    "admitToLibraries": ("memberships", {"entry": NEEDY, "library": "LIB-1"}, {"entry": BORN}),
    "recordLineage": ("lineage", {"downstream": BORN, "upstream": MARRIED, "rule": "按证件号码归集"}, {"rule": "归集"}),
    "recordItemLineage": (
        "itemLineage",
        {
            "downstream": NEEDY, "downstreamItem": "保障金额", "upstream": MARRIED, "upstreamItem": "登记日期",
            "rule": "核验后归集",
        },
        {"rule": "归集"},
    ),
    "defineLicenseTypes": (
        "licenseTypes",
        {
            "code": f"{MINISTRY}091", "name": "收养登记证", "definer": "民政部", "definerCode": MINISTRY,
            "definerLevel": "NATIONAL", "holderCategory": "PERSON", "validity": "长期", "issuerLevel": "CITY",
            "category": "CERTIFICATE", "layout": "证明书", "colour": "#1F4E79", "numberFormat": "S{年}{序号:4}",
            "holderCount": "1-2", "since": "2020-01-01",
            "fields": [
                {"key": "KZ_XM", "label": "姓名", "kind": "TEXT", "required": True, "role": "HOLDER_NAME", "holder": 0},
                {"key": "KZ_RQ", "label": "登记日期", "kind": "DAY", "required": True, "role": "OTHER_DAY"},
            ],
        },
        {"validity": "5年", "since": "2026-02-01"},
    ),
    "entitleIssuers": (
        "entitlements",
        {"typeCode": MARRIAGE, "issuer": HEALTH, "validFrom": "2021-01-01", "basis": "条例"},
        {"validUntil": "2030-01-01"},
    ),
    "recordRequests": (
        "requests",
        {
            "id": "R-91", "consumer": "USE-1", "resource": MARRIED, "purpose": "DATA_CHECK", "purposeWords": "核对身份",
            "scenario": "办理救助", "openedOn": "2026-02-01", "state": "GRANTED", "answeredOn": "2026-02-05",
            "dutyBasis": "社会救助职责", "items": ["姓名"], "documentNumber": "〔2026〕3号", "documentOn": "2026-02-05",
        },
        {"need": "核对申请人"},
    ),
    "recordGrants": (
        "grants",
        {
            "request": "R-91", "consumer": "USE-1", "resource": MARRIED, "purpose": "DATA_CHECK", "scope": "限本部门",
            "validFrom": "2026-02-05", "state": "ACTIVE", "items": ["姓名"],
        },
        {"validUntil": "2026-12-31"},
    ),
    "grantLicenses": (
        "grants",
        {
            "id": "G-91", "consumer": "USE-2", "licenseType": MARRIAGE, "place": "市民中心", "scenario": "办理提取",
            "itemName": "住房公积金提取", "itemCode": "GJJ-01", "faceFields": ["KZ_DJRQ"], "dailyQuota": 200,
            "validFrom": "2026-01-01", "validUntil": "2026-12-31", "basis": "授权书第1号",
        },
        {"dailyQuota": 300},
    ),
}  # fmt: skip
"""By mutation: the field that lists the values, one value, and what another request would say of it."""
SHOWN = "written new changed unchanged lines { position code name outcome } hints { code path value }"


def document(mutation: str) -> str:
    """The mutation, with everything that it answers."""
    asked = f"{mutation[:1].upper()}{mutation[1:]}Input!"
    return (
        f"mutation ($input: {asked}) {{ {mutation}(input: $input) {{ intake {{ {SHOWN} }} "
        "errors { code path value rules { id } limit message { zh en } } } }"
    )
