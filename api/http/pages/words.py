"""Everything that the pages say, Chinese first.

What a verdict, a refusal or the register says comes from there; here stand titles, labels, hints and the words in which
a summary, an answer, a state is told in large letters.
"""

from collections.abc import Mapping
from typing import Final

from graph.errors import Text
from graph.words.attestations import AttestationKind
from graph.words.licensing import LicenseStatus
from licenses.proof.drawings import Undrawn
from licenses.proof.terms import SUMMARIES as SUMMARY_TERMS

# every page
NAME: Final = Text("证图", "Zhengtu")
WAY: Final = Text("页面导航", "Pages")
TO_CONTENT: Final = Text("跳到正文", "Skip to content")
VERIFY: Final = Text("核验证照", "Verify a licence")
DEMONSTRATION: Final = Text(
    "演示系统：人员、证照与印章均为虚构，不具有法律效力。",
    "Demonstration: people, licences and seals are invented and prove nothing.",
)
FOOTER: Final = Text(
    "证图 · 政务信息资源与电子证照图谱。本页只从本系统读取内容，不连接任何外部地址。",
    "Everything on this page comes from this system; it connects to no other address.",
)

# where a visitor comes in
HOME: Final = Text("政务信息资源与电子证照", "Government information resources and electronic licences")
HOME_LEAD: Final = Text(
    "一个城市的部门、资源、证照及其相互关系，合为一张可以查询的图。",
    "A city's departments, resources and licences, and how they hang together, as one graph that can be asked.",
)
CHOOSE_VERIFY: Final = Text("核验电子证照", "Verify an electronic licence")
CHOOSE_VERIFY_WHY: Final = Text(
    "有人向您出示证照？交来文件、拍下照片，或输入证照标识、照面信息，当场得到逐项结论。",
    "Somebody shows you a licence: give its file, a photograph, its identifier or what stands on it.",
)
CHOOSE_GRAPH: Final = Text("查询资源目录与关系图", "Ask the graph")
CHOOSE_GRAPH_WHY: Final = Text(
    "谁有什么数据、从哪里来、给谁用、依据哪一条：在查询编辑器中用 GraphQL 查询。",
    "Who holds which data, where they come from, who uses them, by which article: in the query editor.",
)
CHOOSE_GRAPH_OFF: Final = Text(
    "查询编辑器在本系统未启用；程序仍可向 /graphql 查询。",
    "The query editor is switched off here; programs ask /graphql.",
)
CHOOSE_PROGRAMS: Final = Text("接入程序与系统", "Connect a program")
CHOOSE_PROGRAMS_WHY: Final = Text(
    "窗口系统、银行、开发人员：各个接口的地址，以及离线核验所用的信任包。",
    "For systems at counters and banks, and their developers: the addresses, and the trust package for offline use.",
)
PROGRAMS: Final = Text("程序接口", "Addresses for programs")
ADDRESSES: Final[tuple[tuple[str, Text], ...]] = (
    (
        "POST /verify",
        Text("核验文件、证照标识或照面信息，答复为 JSON", "verifies a file, an identifier or a face; answers in JSON"),
    ),
    (
        "POST /receipts",
        Text("核验并出具盖章的核验回执（PDF）", "verifies, and answers with a sealed receipt (PDF)"),
    ),
    (
        "POST /graphql",
        Text("查询与办理：资源、血缘、证照、异议、法条", "queries and mutations: resources, lineage, licences, law"),
    ),
    ("GET /v/<标识>", Text("证照二维码所指的公开页面", "the public page that a licence's code leads to")),
    (
        "GET /licenses/<标识>.pdf",
        Text("持证人和颁发机构凭令牌下载证照原件", "the sealed file, for its holder and issuer, with a token"),
    ),
    ("GET /trust", Text("信任包：不连接登记簿时核验所用", "the trust package, to verify without the register")),
    ("GET /readyz", Text("运行状态", "whether the service is ready")),
)

# asking
ASK: Final = Text("核验电子证照", "Verify an electronic licence")
ASK_LEAD: Final = Text(
    "文件只用于本次核验，不留存。结论会写明依据与时间。",
    "A file is used for this verification and not kept. The answer says what it rests on, and when.",
)
ASK_HOW: Final = Text("请任选一种方式", "Choose a way")
ASK_AGAIN: Final = Text("再核验一份", "Verify another one")
BY_FILE: Final = Text("有证照文件", "With its file")
FILE: Final = Text("选择文件，或拖到这里", "Choose a file, or drop it here")
FILE_HINT: Final = Text(
    "PDF 原件最能说明问题；照片、截图、扫描件也可以，最大 {most}。",
    "Best the original PDF; a photograph, screenshot or scan will do. At most {most}.",
)
BY_PHOTO: Final = Text("用手机拍照", "Take a photograph")
PHOTO_HINT: Final = Text("让证照上的二维码完整、清晰地入镜。", "Have its QR code whole and sharp in the picture.")
VERIFY_FILE: Final = Text("核验文件", "Verify the file")
VERIFY_PHOTO: Final = Text("核验照片", "Verify the photograph")
BY_IDENTIFIER: Final = Text("只有证照标识", "With its identifier alone")
IDENTIFIER: Final = Text("电子证照标识", "Licence identifier")
IDENTIFIED: Final = Text("证照标识", "Identifier")
IDENTIFIER_HINT: Final = Text(
    "印在证照二维码旁，以 1.2.156 开头；大小写、空格不影响，也可粘贴二维码的网址。",
    "Printed beside the code, beginning with 1.2.156; case and blanks don't matter, and the code's address will do.",
)
LOOK_UP: Final = Text("查询状态", "Look up its state")
TO_FACE: Final = Text("核对照面信息", "Compare what stands on it")
BY_FACE: Final = Text("核对照面信息", "Compare what stands on the licence")
FACE_HINT: Final = Text(
    "照证照上印的原样填写。只回答是否相符与是否有效，不会说出哪一项不对；多次填错将暂停核对。",
    "As printed. Only whether it agrees and is in force is answered, never which part is wrong; wrong guesses are few.",
)
FACE_FIELD: Final = Text("项目", "Field")
FACE_VALUE: Final = Text("内容", "What it says")
FACE_REQUIRED: Final = Text("印有则必填", "required where printed")
FACE_OPTIONAL: Final = Text("选填", "optional")
FACE_ADD: Final = Text("增加一项", "Add a field")
CHECK_FACE: Final = Text("核对", "Compare")

# while one waits
WAITING: Final = Text("正在核验，请稍候……", "Verifying …")
WAITED: Final = Text("已用 {seconds} 秒", "{seconds} s")
STOP: Final = Text("停止", "Stop")
STOPPED: Final = Text("已停止，没有得出结论。", "Stopped, without a verdict.")
UNREACHABLE: Final = Text(
    "连接不上本系统，没有得出结论；请检查网络后再试。",
    "This system cannot be reached, so there is no verdict; check the network and try again.",
)
UNREADABLE: Final = Text(
    "本系统的答复无法显示，没有得出结论；请稍后再试。",
    "The answer cannot be shown, so there is no verdict; try again in a moment.",
)
TOO_LARGE: Final = Text(
    "文件超过 {most}，未上传；请选择证照的 PDF 原件，或拍一张较小的照片。",
    "The file is larger than {most} and was not sent; choose the original PDF, or take a smaller photograph.",
)
NO_VERDICT: Final = Text("没有得出结论", "No verdict")
TRY_AGAIN: Final = Text(
    "这不说明证照有问题；请稍后重试。", "This says nothing about the licence; try again in a moment."
)
CODE_AND_REQUEST: Final = Text("代码 {code} · 请求编号 {request}", "")

# the verdict
VERDICT: Final = Text("核验结论", "Verdict")
SUMMARIES: Final[Mapping[tuple[str, str], Text]] = {
    ("file", "genuine"): Text("真实，有效", "Genuine and in force"),
    ("file", "not_genuine"): Text("不真实", "Not genuine"),
    ("file", "not_in_force"): Text("真实，但已不在有效状态", "Genuine, but not in force"),
    ("file", "undecided"): Text("无法判定", "Undecided"),
    ("copy", "genuine"): Text("无法判定", "Undecided"),
    ("copy", "not_genuine"): Text("不是电子证照原件", "Not the licence itself"),
    ("copy", "not_in_force"): Text("不是电子证照原件", "Not the licence itself"),
    ("copy", "undecided"): Text("图片不能作为凭证", "A picture proves nothing"),
    ("identifier", "genuine"): Text("登记在册，有效", "In the register and in force"),
    ("identifier", "not_genuine"): Text("登记簿中没有", "Not in the register"),
    ("identifier", "not_in_force"): Text("登记在册，但不在有效状态", "In the register, but not in force"),
    ("identifier", "undecided"): Text("无法判定", "Undecided"),
}
"""By what was asked about, and the summary: of a number nobody says that it is genuine."""
ATTESTATIONS: Final[Mapping[AttestationKind, Text]] = {
    AttestationKind.RECEIPT: Text("真实的核验回执，不是证照", "A genuine receipt, and no licence"),
    AttestationKind.CALL_RECORD: Text(
        "真实的数据资源调用记录凭证，不是证照", "A genuine record of a data call, and no licence"
    ),
}
"""A file that is an attestation of this register, whole and just as it was made."""
FACES: Final[Mapping[str, Text]] = {
    "valid": Text("信息相符，证照有效", "It agrees, and is in force"),
    "not_activated": Text("信息相符，证照未生效", "It agrees, and is not in force yet"),
    "suspended": Text("信息相符，证照已停用", "It agrees, and is suspended"),
    "no_longer_valid": Text("信息相符，证照已失效", "It agrees, and is no longer valid"),
    "too_little": Text("信息不足，无法核对", "Too little to compare"),
    "no_such_license": Text("没有该证照", "No such licence"),
    "parameter_missing": Text("填写不全，或标识有误", "Something is missing, or no identifier"),
    "partly_wrong": Text("信息不符", "It does not agree"),
}
OUTCOMES: Final[Mapping[str, Text]] = {summary.value: said for summary, said in SUMMARY_TERMS.items()}
"""What a receipt says of a licence."""
ABOUT: Final[Mapping[str, Text]] = {
    "digest": Text("所述文件", "of the file"),
    "bytes": Text("文件字节数", "its bytes"),
    "identifier": Text("所述证照标识", "of the licence"),
    "face": Text("照面密钥摘要", "keyed hash of its face"),
}
"""What a receipt speaks of."""
NEXT_OF_ATTESTATION: Final = Text(
    "它只说明当时的核验结果；证照现在的状态，请再次核验证照本身。",
    "It says what was answered then; for what the licence is now, verify the licence itself.",
)
NEXT: Final[Mapping[tuple[str, str], Text]] = {
    ("file", "genuine"): Text(
        "请以本页所示的盖章内容为准，并核对持证人身份。",
        "Go by the sealed content that is shown here, and see who the holder is.",
    ),
    ("file", "not_genuine"): Text(
        "请勿采信；有人持该文件办事的，请保存原文件，连同出示情形举报（疑似伪造）。",
        "Don't rely on it; where somebody has presented it, keep the file and report it with the circumstances.",
    ),
    ("file", "not_in_force"): Text(
        "证照曾经真实颁发，但现在不能使用；请持证人出示现行证照。",
        "It was issued but cannot be used now; ask for the one that is in force.",
    ),
    ("file", "undecided"): Text(
        "既不能认定真实，也不能认定不真实；请按上述原因取得原件后再核验。",
        "Neither can be said; get the original, as the reason tells, and verify that.",
    ),
    ("copy", "not_genuine"): Text("请持证人出示电子证照的 PDF 原件。", "Ask the holder for the PDF itself."),
    ("copy", "undecided"): Text(
        "请持证人出示电子证照的 PDF 原件，或核对照面信息。", "Ask the holder for the PDF itself, or compare its face."
    ),
    ("identifier", "genuine"): Text(
        "这只说明登记簿中有这一份；出示给您的内容是否一致，请核验文件或核对照面信息。",
        "The register has it; whether what you are shown agrees is told by its file, or by comparing its face.",
    ),
}
"""What to do now."""
ANSWERS: Final[Mapping[str, Text]] = {
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "undecided": Text("无法判定", "Undecided"),
    "not_asked": Text("未询问", "Not asked"),
}
QUESTIONS: Final[Mapping[str, Text]] = {
    "readable": Text("文件可以读取", "Readable"),
    "sealed": Text("有且仅有一枚印章", "One seal"),
    "intact": Text("盖章后未被改动", "Intact"),
    "signer_trusted": Text("印章证书可信", "Signer trusted"),
    "time_trusted": Text("盖章时间可信", "Time trusted"),
    "certificate_valid_then": Text("盖章时证书有效", "Certificate valid then"),
    "issuer_entitled": Text("颁发机构有权颁发", "Issuer entitled"),
    "identifier_wellformed": Text("证照标识合乎标准", "Identifier well formed"),
    "registered": Text("登记在册", "Registered"),
    "as_issued": Text("与签发的文件一致", "As issued"),
    "face_agrees": Text("照面信息一致", "Face agrees"),
    "in_force": Text("处于有效状态", "In force"),
    "uncontested": Text("没有在办异议", "Uncontested"),
}
BASES: Final[Mapping[str, Text]] = {
    "file": Text("文件本身", "the file"),
    "trust bundle": Text("信任的根证书", "trusted roots"),
    "trust package": Text("信任包", "trust package"),
    "register": Text("证照登记簿", "the register"),
}
DETAILS: Final = Text("逐项核验", "Question by question")
NOT_ASKED: Final = Text("未询问的 {count} 项", "{count} not asked")
ASKED_AT: Final = Text("核验时间", "Asked at")
RESTS_ON: Final = Text("判定所依", "Rests on")
DIGEST: Final = Text("文件摘要", "SHA-256")
ATTESTATION_NUMBER: Final = Text("编号", "Number")
ATTESTATION_ISSUER: Final = Text("出具机构", "Made by")
ATTESTATION_OUTCOME: Final = Text("所载结论", "What it says")
FACE_CODE: Final = Text("答复代码", "Code")
OBJECTION: Final = Text("有在办异议", "An objection is open")

# the pictures
SHOWN_SEALED: Final = Text("盖章时的内容", "What was sealed")
SHOWN_CLAIMED: Final = Text("印章声称覆盖的内容（不可采信）", "What the seal claims to cover; not to be relied on")
SHOWN_AS_IS: Final = Text("文件现状（没有可依据的印章）", "The file as it stands, without a seal to go by")
DRAWN_SEALED: Final = Text(
    "由本系统按印章所覆盖的前 {bytes} 字节绘制，其后追加的内容不显示。",
    "Drawn here from the first {bytes} bytes, which the seal covers; what follows them is not shown.",
)
DRAWN_AS_IS: Final = Text(
    "由本系统按整个文件绘制，不证明任何事项。", "Drawn here from the whole file; it proves nothing."
)
ENLARGE: Final = Text("放大显示", "Enlarge")
PAGE: Final = Text("第 {number} 页，共 {pages} 页", "Page {number} of {pages}")
MORE_PAGES: Final = Text("只显示前 {count} 页，共 {pages} 页。", "The first {count} of {pages} pages are shown.")
STAMPS: Final[Mapping[tuple[str, str], Text]] = {
    ("file", "not_genuine"): Text("不真实", "not genuine"),
    ("file", "not_in_force"): Text("不在有效状态", "not in force"),
    ("file", "undecided"): Text("无法判定", "undecided"),
    ("copy", "not_genuine"): Text("不是原件", "not the licence"),
    ("copy", "undecided"): Text("无法判定", "undecided"),
}
"""What is written across the picture of a file that is not genuine and in force."""
UNDRAWN: Final[Mapping[Undrawn, Text]] = {
    Undrawn.UNREADABLE: Text("没有可以绘制的盖章内容。", "There is no sealed content that could be drawn."),
    Undrawn.BUSY: Text(
        "现在正在绘制的文件较多，本次未绘制；结论不受影响。", "Too many files are being drawn; the verdict stands."
    ),
}

# receipts
RECEIPT: Final = Text("核验回执", "Receipt")
RECEIPT_WHY: Final = Text(
    "有编号、加盖印章的 PDF，写明本次核验的问题与答复、时间与用途，可存档备查。",
    "A numbered, sealed PDF with questions, answers, time and purpose, for your records.",
)
PURPOSE: Final = Text("用途", "Purpose")
PURPOSE_HINT: Final = Text("如：办理不动产抵押登记；200 字以内", "At most 200 characters")
SAME_FILE: Final = Text("请再次选择同一文件", "Choose the same file again")
GET_RECEIPT: Final = Text("出具回执", "Make the receipt")
RECEIPT_WAITING: Final = Text("正在出具回执……", "Making the receipt …")
RECEIPT_MADE: Final = Text("回执已出具并保存。", "The receipt was made and saved.")
RECEIPT_FAILED: Final = Text("未能出具回执，请稍后再试。", "The receipt could not be made; try again in a moment.")

# the state of a licence
STATE: Final = Text("电子证照信息", "Licence")
STATES: Final[Mapping[LicenseStatus, Text]] = {
    LicenseStatus.IN_FORCE: Text("有效", "In force"),
    LicenseStatus.NOT_YET_VALID: Text("未生效", "Not yet valid"),
    LicenseStatus.EXPIRED: Text("过期", "Expired"),
    LicenseStatus.SUSPENDED: Text("停用", "Suspended"),
    LicenseStatus.CANCELLED: Text("注销", "Cancelled"),
    LicenseStatus.REPLACED: Text("已变更", "Replaced"),
    LicenseStatus.UNDECIDED: Text("无法确定", "Undecided"),
}
STATES_MEAN: Final[Mapping[LicenseStatus, Text]] = {
    LicenseStatus.IN_FORCE: Text("登记簿中该证照现在有效。", "The register has it as in force."),
    LicenseStatus.NOT_YET_VALID: Text(
        "有效期尚未开始，现在不能使用。", "Its period has not begun; it cannot be used yet."
    ),
    LicenseStatus.EXPIRED: Text("有效期已过，不能再使用。", "Its period is over; it can no longer be used."),
    LicenseStatus.SUSPENDED: Text(
        "暂时停用，恢复之前不能使用。", "It is suspended and cannot be used until it is resumed."
    ),
    LicenseStatus.CANCELLED: Text("已被注销，不能再使用。", "It was cancelled and can no longer be used."),
    LicenseStatus.REPLACED: Text("已由新版本代替，请出示新的证照。", "A newer one has replaced it; ask for that."),
    LicenseStatus.UNDECIDED: Text("登记簿不能确定其现在的状态。", "The register cannot tell its state."),
}
TYPE: Final = Text("证照类型", "Type")
ISSUER: Final = Text("颁发机构", "Issued by")
ISSUED_ON: Final = Text("颁发日期", "Issued on")
VALID_UNTIL: Final = Text("有效期至", "Valid until")
WITHOUT_END: Final = Text("长期", "without end")
STATE_AT: Final = Text("查询时间", "Asked at")
NO_HOLDER: Final = Text(
    "本页不显示持证人信息，也不能代替核验：出示给您的证照是否属实，请核验文件或核对照面信息。",
    "This page never shows the holder and replaces no verification: whether what you are shown is genuine is told by "
    "its file, or by comparing what stands on it.",
)
NO_LICENSE: Final = Text("没有该证照", "There is no such licence in this register")
BAD_TOKEN: Final = Text("令牌无效", "The token is not valid")
NOWHERE: Final = Text("没有这个地址", "There is nothing at this address")
NOWHERE_WHY: Final = Text("请核对网址，或从首页重新进入。", "Check the address, or begin at the first page.")
TO_HOME: Final = Text("回到首页", "To the first page")

# the bar of files above the query editor
FILES_SENT: Final = Text("文件", "Files")
FILES_SENT_HOW: Final = Text(
    "Upload 类型的变量依次取用所选文件，如 mutation ($file: Upload!) { … }，不必写在 Variables 中",
    "variables of type Upload take the chosen files in their order; they need not stand in Variables",
)
FILE_MISSING: Final = Text(
    "未发送：请先在编辑器上方选择文件，每个 Upload 类型的变量一个",
    "not sent: choose a file above the editor for each variable of type Upload",
)
FETCH_FILE: Final = Text("取回", "Fetch")
FILE_FETCHED: Final = Text("文件已取回", "The file was fetched")
FILE_REFUSED: Final = Text("未能取回文件", "The file was not given")
