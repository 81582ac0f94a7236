"""Grants of licences as a table."""

from __future__ import annotations

from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import LICENSE_GRANT
from graph.words.license_grants import LicenseGrant

LICENSE_GRANTS = Form(
    "license_grants",
    (
        Column("授权编号", "id"),
        Column("使用方代码", "consumer"),
        Column("证照类型代码", "license_type"),
        Column("使用场所", "place"),
        Column("使用场景", "scenario"),
        Column("事项名称", "item_name"),
        Column("事项代码", "item_code"),
        Column(
            "可见照面字段",
            "face_fields",
            says="证照类型的照面字段，填名称（如 姓名）或字段键（如 KZ_XM），可填多个，用分号隔开。",
        ),
        Column("每日限额", "daily_quota"),
        Column("起", "valid_from"),
        Column("止", "valid_until"),
        Column("依据", "basis", needed=False),
    ),
    kind=LICENSE_GRANT,
)


def read_license_grants(table: Table) -> Parsed[LicenseGrant]:
    """Read which consumer may use which type, for what."""
    return read_kind(table, LICENSE_GRANTS, LICENSE_GRANT, LicenseGrant)
