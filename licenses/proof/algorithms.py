"""Which algorithms a signature, a timestamp, a certificate or a revocation list may rest on.

The PDF library's policy refuses broken digests and RSA keys below 2,048 bits, and takes every curve. A key on a curve
of 2n bits is as hard to find as an RSA key is at 112 bits of strength where n is 112 (NIST SP 800-57 part 1, table 2):
below that both are refused.
"""

from __future__ import annotations

from datetime import datetime

from asn1crypto import algos, keys
from pyhanko.sign.validation.utils import CMSAlgorithmUsagePolicy
from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, DisallowWeakAlgorithmsPolicy

SMALLEST_CURVE = 224
"""Bits."""


class _Algorithms(DisallowWeakAlgorithmsPolicy):
    """What may be relied on."""

    def signature_algorithm_allowed(
        self, algo: algos.SignedDigestAlgorithm, moment: datetime | None, public_key: keys.PublicKeyInfo | None
    ) -> AlgorithmUsageConstraint:
        """Say whether a signature by this algorithm and key may be relied on."""
        if public_key is not None and public_key.algorithm == "ec" and public_key.bit_size < SMALLEST_CURVE:
            return AlgorithmUsageConstraint(
                allowed=False,
                failure_reason=f"A curve of {public_key.bit_size} bits; at least {SMALLEST_CURVE} are needed",
            )
        return super().signature_algorithm_allowed(algo, moment, public_key)


ALGORITHMS = CMSAlgorithmUsagePolicy.lift_policy(_Algorithms())  # type: ignore[no-untyped-call]
