"""The form by which a receipt of the verdict is asked for: what was asked, once more, and what for."""

from collections.abc import Sequence
from typing import Final

from api.http.pages import words
from api.http.pages.markup import Markup, both, tag

RECEIPTS_PATH: Final = "/receipts"
_LONGEST_PURPOSE: Final = 200


def receipt_form(asked: Sequence[tuple[str, str]]) -> Markup:
    """The form.

    Args:
        asked: Names and values that were typed; none for a file, which has to be sent again. The script sends what it
            has sent before, so that nobody needs to choose it again.
    """
    again = (
        [tag("input", type="hidden", name=name, value=value) for name, value in asked]
        if asked
        else [
            tag("label", words.SAME_FILE, for_="same-file", data_without_script=True),
            tag("input", type="file", id="same-file", name="file", required=True, data_without_script=True),
        ]
    )
    form = tag(
        "form",
        *again,
        tag("label", words.PURPOSE, for_="purpose"),
        tag("input", type="text", id="purpose", name="purpose", required=True, maxlength=_LONGEST_PURPOSE,
            autocomplete="off", placeholder=words.PURPOSE_HINT.zh, aria_describedby="receipt-why"),
        tag("button", words.GET_RECEIPT.zh, type="submit"),
        tag("p", role="status", class_="outcome"),
        tag("template", words.RECEIPT_WAITING, data_says="waiting"),
        tag("template", words.RECEIPT_MADE, data_says="made"),
        tag("template", words.RECEIPT_FAILED, data_says="failed"),
        action=RECEIPTS_PATH, method="post", enctype="multipart/form-data", data_receipt=True,
    )  # fmt: skip
    title = tag("h3", words.RECEIPT)
    why = tag("p", words.RECEIPT_WHY, id="receipt-why", class_="hint")
    return tag("section", title, why, form, class_="receipt", aria_label=both(words.RECEIPT))
