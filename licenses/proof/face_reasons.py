"""Why a face agrees or not, beside a file and without one: the part of the reasons that speaks of it (`reasons`)."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Text
from licenses.proof.causes import Cause

FACE_REASONS: Mapping[Cause, Text] = {
    # face_agrees
    Cause.FACE_AGREES: Text("照面信息与登记簿一致。", "The face data agree with the register."),
    Cause.FACE_DIFFERS: Text(
        "照面信息有 {differing} 项与登记簿不一致。", "{differing} of the face data differ from the register."
    ),
    Cause.FACE_OF_FILE: Text(
        "照面信息与文件中盖了章的证照信息一致。", "The face data agree with the sealed data in the file."
    ),
    Cause.FACE_DIFFERS_FROM_FILE: Text(
        "照面信息有 {differing} 项与文件中盖了章的证照信息不一致。",
        "{differing} of the face data differ from the sealed data in the file.",
    ),
    Cause.FACE_NOT_GIVEN: Text("未提供照面信息。", "No face data were given."),
    Cause.FACE_WITHHELD: Text(
        "文件的印章未获证实，不比对照面信息。", "The file's seal is not proved, so no face data are compared."
    ),
    Cause.FACE_UNKNOWN: Text("登记簿没有可比对的照面信息。", "The register has no face data to compare with."),
    Cause.FACE_ERASED: Text(
        "持证主体的个人信息已清除，登记簿不再保留照面信息，无法比对。",
        "The holder's personal data were erased; the register has no face data any more to compare with.",
    ),
    # a face without a file
    Cause.ONLY_THE_CODE: Text(
        "仅核验照面信息时，只以核验代码作答，未查询。",
        "A face without a file is answered with its code alone; not asked.",
    ),
    Cause.FACE_VALID: Text(
        "照面信息正确，证照有效；未查看文件。", "The face is right and the licence is in force; no file was looked at."
    ),
    Cause.FACE_NOT_ACTIVATED: Text(
        "照面信息正确，证照尚未生效。", "The face is right; the licence is not yet in force."
    ),
    Cause.FACE_SUSPENDED: Text("照面信息正确，证照暂停使用。", "The face is right; the licence is suspended."),
    Cause.FACE_NO_LONGER_VALID: Text(
        "照面信息正确，证照已失效。", "The face is right; the licence is no longer valid."
    ),
    Cause.FACE_TOO_LITTLE: Text(
        "照面信息不足，无法核验；请填写照面上该类证照的全部必填项。",
        "Too little to verify; give every field that the type requires, as printed.",
    ),
    Cause.FACE_OF_NO_LICENSE: Text("没有该证照。", "No such licence."),
    Cause.FACE_PARAMETER_MISSING: Text("缺少证照标识或照面信息。", "The identifier or the face is missing."),
    Cause.FACE_PARTLY_WRONG: Text(
        "照面信息与登记簿不一致；不回答哪一项不一致。",
        "The face does not agree with the register; which part of it is not said.",
    ),
}
