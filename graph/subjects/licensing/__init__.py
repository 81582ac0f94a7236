"""Licence types, who may issue them, and the register of licences. Making a licence is the room `licenses`."""
