"""Certificate numbers (证照编号) in the form that a licence type prescribes (编号格式), and serials of identifiers.

- `{区划}` the city's code, `{区县}` that of the district; `{年}` `{年短}` `{月日}` of issue
- `{序号:n}` a running number of at least n digits; `{校验}` check digit over all digits before it (GB/T 17710, that is
  ISO 7064 MOD 11,10)
- `{身份证}` `{USCC}` the first holder's code
- `{业态}` code of the kind of food business, `{设备}` short name of the device kind, `{残疾}` kind and grade of a
  disability
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from stdnum.iso7064 import mod_11_10

from graph.codes.quoted import citizen_ids

_SLOT = re.compile(r"\{([^{}:]+)(?::(\d+))?\}")
_DEVICES = {"电梯": "梯", "起重机械": "起", "压力容器": "容", "锅炉": "锅", "场(厂)内专用机动车辆": "车"}
_DISABILITIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
_GRADES = ("一级", "二级", "三级", "四级")


def certificate_number(
    form: str, *, holder: str, division: str, issued_on: date, sequence: int, face: Mapping[str, str]
) -> str:
    """Write a certificate number.

    Args:
        form: The type's 编号格式.
        holder: Code of the first holder.
        division: Code of the district in which the licensed thing is.
        issued_on: Date of issue.
        sequence: Running number of the type in its year.
        face: The face's fields, for the forms that repeat one of them in code.

    Raises:
        KeyError: The form has a placeholder that is not known.
    """
    values = {
        "区划": "340200",
        "区县": division,
        "年": f"{issued_on:%Y}",
        "年短": f"{issued_on:%y}",
        "月日": f"{issued_on:%m%d}",
        "身份证": holder,
        "USCC": holder,
        "设备": _DEVICES.get(face.get("KZ_SBZL", ""), "设"),
        "残疾": _disability(face),
        "业态": _food_business(face),
    }

    def fill(slot: re.Match[str]) -> str:
        if slot[1] == "序号":
            return str(sequence).zfill(int(slot[2]))
        return slot[0] if slot[1] == "校验" else values[slot[1]]

    number = _SLOT.sub(fill, form)
    head, check, tail = number.partition("{校验}")
    if not check:
        return number
    digits = "".join(char for char in head if char.isdigit())
    return f"{head}{mod_11_10.calc_check_digit(digits)}{tail}"


def serial_of(number: str, running: str) -> str:
    """The serial of a licence's identifier, which tells nothing of its holder.

    Where the number holds a citizen identity number nobody guesses it either: who has an identifier may ask whether a
    name or a number belongs to it. The register draws such serials; a demonstration's are the same each time.

    Args:
        number: The certificate number.
        running: Year and running number; the serial where the number is nobody's.
    """
    return hashlib.sha256(f"serial {running}".encode()).hexdigest()[:32].upper() if citizen_ids(number) else running


def restarts_every_year(form: str) -> bool:
    """Whether the year is part of the number, so that the running number begins anew with it."""
    return "{年" in form


def running_step(form: str) -> int:
    """The widest step of the running number that keeps it within its digits for two hundred licences."""
    widths = [int(slot[2]) for slot in _SLOT.finditer(form) if slot[2]]
    room = 10 ** min(widths, default=0)
    return max(1, min(int(room) // 200, 40))


def _disability(face: Mapping[str, str]) -> str:
    kind, grade = face.get("KZ_CJLB"), face.get("KZ_CJDJ")
    if kind not in _DISABILITIES or grade not in _GRADES:
        return ""
    return f"{_DISABILITIES.index(kind) + 1}{_GRADES.index(grade) + 1}"


def _food_business(face: Mapping[str, str]) -> str:
    """1 sells food, 2 serves it, 3 is a canteen (食品经营许可证编号规则)."""
    kind = face.get("KZ_ZTYT", "")
    return "1" if kind.startswith("食品销售") else "3" if kind.startswith("单位食堂") else "2"
