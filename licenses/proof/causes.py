"""The causes of answers: their names, by which programs know them. Their sentences are in `reasons`."""

from __future__ import annotations

from enum import StrEnum, auto, unique


@unique
class Cause(StrEnum):
    """What an answer rests on; grouped by question."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:  # noqa: ARG004
        return name

    READABLE = auto()
    NOT_A_PDF = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    TOO_LARGE = auto()
    TOO_COMPLEX = auto()
    OUT_OF_TIME = auto()
    OUT_OF_MEMORY = auto()

    ONE_SEAL = auto()
    NO_SEAL = auto()
    EMPTY_SEAL = auto()
    DETACHED_SEAL = auto()
    SEVERAL_SEALS = auto()

    UNTOUCHED = auto()
    ARCHIVED = auto()
    WITH_VALIDATION_DATA = auto()
    CHANGED = auto()
    SIGNATURE_FALSE = auto()
    TIMESTAMP_FALSE = auto()
    APPENDED = auto()
    RANGE_FALSE = auto()
    SEAL_REPLACED = auto()
    REDEFINED = auto()
    FORBIDDEN_EDIT = auto()
    EDITED_LATER = auto()
    REVISION_MALFORMED = auto()
    EXTENSION_UNPROVED = auto()
    DATA_CONTRADICT = auto()
    SIGNED_BEFORE = auto()
    NOT_ONE_SEAL = auto()
    AMBIGUOUS_STRUCTURE = auto()
    SEAL_UNREADABLE = auto()
    SEAL_UNSUPPORTED = auto()
    WEAK_ALGORITHM = auto()

    ANCHORED = auto()
    UNKNOWN_ANCHOR = auto()
    IMPOSTOR = auto()
    ANOTHER_KEY = auto()
    BROKEN_CHAIN = auto()
    NOT_FOR_SEALING = auto()
    CHAIN_UNJUDGED = auto()

    TIMESTAMPED = auto()
    ONLY_CLAIMED = auto()
    CLAIMED_LATER = auto()
    TIMESTAMP_UNTRUSTED = auto()

    GOOD_THEN = auto()
    OUT_OF_PERIOD = auto()
    REVOKED_BEFORE = auto()
    NO_REVOCATION_DATA = auto()
    TIME_UNPROVED = auto()
    CERTIFICATE_UNTRUSTED = auto()

    ENTITLED = auto()
    NOT_ENTITLED = auto()
    ENTITLEMENT_UNKNOWN = auto()
    CODES_DIFFER = auto()
    CODES_AGREE = auto()
    NO_METADATA = auto()
    SIGNER_WITHOUT_CODE = auto()

    WELLFORMED = auto()
    MALFORMED = auto()
    NO_IDENTIFIER = auto()
    MISTYPED = auto()

    REGISTERED = auto()
    UNREGISTERED = auto()
    NEWER_THAN_PACKAGE = auto()
    NOT_KEPT_HERE = auto()

    ISSUED_FILE = auto()
    WITHOUT_VALIDATION_DATA = auto()
    EXTENDED_FILE = auto()
    EXTENDED_BY_DATA = auto()
    ALTERED_FILE = auto()
    TIMESTAMPED_FILE = auto()
    ANNOTATED_FILE = auto()
    ANNOTATED_FILE_LAPSED = auto()
    ANNOTATED_FILE_UNTOLD = auto()
    EARLIER_VERSION_FILE = auto()
    OTHER_FILE = auto()
    FILES_UNTOLD = auto()
    FACTS_DIFFER = auto()

    FACE_AGREES = auto()
    FACE_DIFFERS = auto()
    FACE_OF_FILE = auto()
    FACE_DIFFERS_FROM_FILE = auto()
    FACE_NOT_GIVEN = auto()
    FACE_UNKNOWN = auto()
    FACE_WITHHELD = auto()
    ONLY_THE_CODE = auto()
    FACE_VALID = auto()
    FACE_NOT_ACTIVATED = auto()
    FACE_SUSPENDED = auto()
    FACE_NO_LONGER_VALID = auto()
    FACE_TOO_LITTLE = auto()
    FACE_OF_NO_LICENSE = auto()
    FACE_PARAMETER_MISSING = auto()
    FACE_PARTLY_WRONG = auto()

    IN_FORCE = auto()
    NOT_YET_VALID = auto()
    EXPIRED = auto()
    SUSPENDED = auto()
    CANCELLED = auto()
    REPLACED = auto()
    STATE_UNKNOWN = auto()

    UNCONTESTED = auto()
    CONTESTED = auto()

    NO_FILE = auto()
    UNREADABLE_FILE = auto()
    UNSEALED_FILE = auto()
    NO_TRUST_BUNDLE = auto()
    NO_REGISTER = auto()

    GENUINE_BY_REGISTER = auto()
    GENUINE_BY_IDENTIFIER = auto()
    GENUINE_BY_PACKAGE = auto()
    GENUINE_BY_TRUST = auto()
    GENUINE_STATE_UNKNOWN = auto()
    BY_PACKAGE = auto()
    DEMONSTRATION = auto()
