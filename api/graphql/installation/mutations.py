"""Administration of a bureau's store: the first administrator registers."""

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.values import attribute, shows
from graph.law.access import Principal
from graph.subjects.installation import desk as installation_desk


@shows(Principal, "Somebody who administers this store (管理员).")
class Administrator:
    """Somebody who administers this store."""

    subject: str = attribute("As tokens name the person (人员标识).")


@strawberry.input(description="The one-time code that `zhengtu init` printed (首位管理员验证码).")
class ClaimAdministrationInput(Repeatable):
    """The one-time code."""

    code: str = strawberry.field(description="As printed; dashes, blanks and case don't matter (验证码).")


@strawberry.type
class AdministrationMutation:
    """Acts on the store itself."""

    @act
    async def claim_administration(
        self,
        info: strawberry.Info,
        input: Input[ClaimAdministrationInput],  # noqa: A002 - Relay's word
    ) -> Administrator:
        """Register as an administrator of this store; the token names staff or an administrator (登记管理员)."""
        context = info.context
        backend = context.backend
        role = context.facts.identity.role
        if role in installation_desk.MAY_CLAIM:  # whoever is refused anyhow does not use up the others' attempts
            await backend.attempts.take(context.now)
        await installation_desk.claim(
            backend.store, backend.personal, input.code, role, context.actor, key=input.idempotency_key
        )
        return context.principal  # type: ignore[no-any-return] # who an Administrator shows
