"""What the register has of the facts that a licence file states (GB/T 36903), in the same form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.words.licensing import LicenseRecord
from licenses.paper.columns import LONG_TERM, VALID_UNTIL


def stated(
    record: LicenseRecord, face: Mapping[str, str], holder_codes: Sequence[str]
) -> Mapping[str, str | list[str]]:
    """The columns that do not change as long as the licence lives.

    Names of authorities do: the register has the newest, the file the one of its day. Those of holders are kept as they
    were sealed; but up to 0.1.0 a later licence could write another over them, so that a check tells, and no verdict.

    Args:
        record: The licence.
        face: Its face as issued.
        holder_codes: Codes of its holders, in order.
    """
    return {
        "ZZLXDM": record.type_code,
        "ZZLXMC": record.type_name,
        "ZZBH": record.number,
        "ZZBS": record.identifier,
        "BBH": f"{record.version:03}",
        "ZZBFJGDM": record.issuer,
        "ZZBFRQ": record.issued_on.isoformat(),
        "ZZYXQQSRQ": record.valid_from.isoformat(),
        VALID_UNTIL: LONG_TERM if record.valid_until is None else record.valid_until.isoformat(),
        "CZZTDM": list(holder_codes),
        **face,
    }
