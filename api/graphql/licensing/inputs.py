"""Inputs that orders and checks of licences share."""

import strawberry

from api.graphql.lens.terms import publish
from licenses.register.drafting import Handling

publish(Handling, "What is done to a licence to be issued, beside making and issuing it (审核、退回、撤回: WHL-9).")


@strawberry.input(description="A field of a face and what it says there.")
class FaceInput:
    """A field of a face."""

    key: str = strawberry.field(description="Code, `KZ_…`; in a face check also what is printed beside it (字段代码).")
    value: str = strawberry.field(description="As printed (内容).")
