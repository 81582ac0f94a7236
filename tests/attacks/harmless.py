"""What is done to licences honestly, and has to leave them genuine: a verifier may be too strict as well."""

from __future__ import annotations

from attacks.drafting import drafted
from attacks.kinds import Attack, Family
from attacks.specimens import Shape, Specimen


def _data_written_again(specimen: Specimen) -> bytes | None:
    """Put other validation data behind the seal, in the place of those that it was issued with."""
    return drafted(specimen).written() if specimen.shape in {Shape.ISSUED, Shape.SEALED} else None


def _data_cut_away(specimen: Specimen) -> bytes | None:
    return specimen.sealed if specimen.shape is Shape.ISSUED else None


HARMLESS = (
    Attack(
        "other_validation_data_behind_the_seal",
        Family.RESAVED,
        _data_written_again,
        (),
        except_for="only directly behind the seal they need no timestamp",
    ),
    Attack(
        "validation_data_cut_away",
        Family.RESAVED,
        _data_cut_away,
        (),
        trust=lambda one: one.trusting(one.authority, lists=one.authority.revocation),
        except_for="they stand apart in the issued file alone",
    ),
)
