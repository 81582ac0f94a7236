"""What every published type needs: registration, connections, filters, ids, scalars, refusals.

Begin with `registration`.
"""
