"""Administration of a bureau's store: the first administrator registers, and administrators name each other."""

import strawberry

from api.graphql.installation.lens import Administration, Administrator
from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import Repeatable, act
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.installation import administrators
from graph.subjects.installation import desk as installation_desk
from graph.words.people import spoken


@strawberry.input(description="The one-time code that `zhengtu init` printed (首位管理员验证码).")
class ClaimAdministrationInput(Repeatable):
    """The one-time code."""

    code: str = strawberry.field(description="As printed; dashes, blanks and case don't matter (验证码).")


@strawberry.input(description="Somebody who is to administer this store as well (任命管理员).")
class NameAdministratorInput(Repeatable):
    """Somebody who is to administer this store."""

    subject: str = strawberry.field(description="The `sub` of the person's token, to the character (人员标识).")


@strawberry.input(description="Somebody who is no longer to administer this store (免去管理员).")
class DismissAdministratorInput(Repeatable):
    """Somebody who is no longer to administer this store."""

    subject: str = strawberry.field(description="As `administrators` names the person (人员标识).")


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
        subject = await installation_desk.claim(
            backend.store, backend.personal, input.code, role, context.actor, key=input.idempotency_key
        )
        return await _read(info, subject)

    @act
    async def name_administrator(
        self,
        info: strawberry.Info,
        input: Input[NameAdministratorInput],  # noqa: A002
    ) -> Administrator:
        """Let somebody administer this store as well; his token has to have the role too (任命管理员)."""
        context = info.context
        subject = await installation_desk.appoint(
            context.backend.store, input.subject, context.actor, key=input.idempotency_key
        )
        return await _read(info, subject)

    @act
    async def dismiss_administrator(
        self,
        info: strawberry.Info,
        input: Input[DismissAdministratorInput],  # noqa: A002
    ) -> Administration:
        """Let somebody no longer administer this store; it counts from his next request on (免去管理员)."""
        context = info.context
        await installation_desk.dismiss(context.backend.store, input.subject, context.actor, key=input.idempotency_key)
        known = await administrators.registered(context.backend.store)
        return administrators.Administration(known)  # type: ignore[return-value] # what an Administration shows


async def _read(info: strawberry.Info, subject: str) -> Administrator:
    known = await administrators.registered(info.context.backend.store)
    found = next((each for each in known if each.subject == subject), None)
    if found is None:  # registered under the same key before, and dismissed since
        raise NotFound(
            Text(f"{spoken(subject)} 已不再是管理员", f"{spoken(subject)} is no administrator any more"),
            code=Code.NO_ADMINISTRATOR,
            path=("subject",),
            value=spoken(subject),
        )
    return found  # type: ignore[return-value] # what an Administrator shows
