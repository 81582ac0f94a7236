"""Licences that are issued: suspend, resume, cancel."""

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.terms import publish
from api.graphql.lens.written import written
from api.graphql.licensing.lens import License
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from licenses.register.lifecycle import LicenseChange, change

publish(LicenseChange, "What can be done to a licence (证照状态变更: WHL-9).")


@strawberry.input(description="A change of a licence's state (停用、恢复、注销: WHL-9).")
class ChangeLicenseInput(Repeatable):
    """A change of a licence's state."""

    license: strawberry.ID = strawberry.field(description="Global id of the licence.")
    change: LicenseChange = strawberry.field(description="What is done.")
    reason: str = strawberry.field(description="Why (原因).")


@strawberry.type
class LicenseMutation:
    """Acts on licences."""

    @act
    async def change_license(
        self,
        info: strawberry.Info,
        input: Input[ChangeLicenseInput],  # noqa: A002
    ) -> License:
        """Suspend, resume or cancel a licence (停用、恢复、注销: WHL-9)."""
        context = info.context
        identity = identity_of("License", str(input.license), "license")
        changed = await change(
            context.backend.store, context.backend.personal, context.view, context.actor, identity, input.change,
            input.reason, key=input.idempotency_key,
        )  # fmt: skip
        return await license_read(info, changed)


async def license_read(info: strawberry.Info, identity: str) -> License:
    """A licence that was just written."""
    missing = Text("没有这份证照", "no such licence")
    return await written(info, License, identity, NotFound(missing, code=Code.LICENSE_NOT_FOUND))
