"""Attestations (凭证): their numbers, and what the register keeps of each that it has sealed."""
