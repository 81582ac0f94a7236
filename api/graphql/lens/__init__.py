"""What every published type needs: registration, connections, filters, ids, scalars, refusals.

Begin with `registration`: lenses on stored rows; `values` has those on values of the domain.
"""
