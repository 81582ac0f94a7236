"""What a file is, which seals it bears, and whether it is whole: the part of the reasons that speaks of it (`reasons`).

What people bring was mostly saved by some program, and seldom forged: where a sentence says that something is wrong, it
says what to do as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Text
from licenses.proof.causes import Cause

FILE_REASONS: Mapping[Cause, Text] = {
    # readable
    Cause.READABLE: Text("文件可以读取。", "The file can be read."),
    Cause.NOT_A_PDF: Text(
        "该文件不是 PDF 文件，无法核验；请提供颁发机构发出的 PDF 原件。",
        "This is not a PDF file, so it cannot be verified; give the PDF that the authority issued.",
    ),
    Cause.EMPTY_FILE: Text(
        "文件是空的，没有内容可以核验；请重新下载原始文件。",
        "The file is empty, so there is nothing to verify; fetch the original again.",
    ),
    Cause.BYTES_BEFORE: Text(
        "文件开头多了 {bytes} 个字节（{what}），通常是传输或另存时加上的；请重新获取原始文件，不要用文本编辑器保存。",
        "{bytes} bytes stand before the file's beginning ({what}), mostly put there while it was sent or saved; fetch "
        "the original again, and save it in no text editor.",
    ),
    Cause.PICTURE: Text(
        "这是图片（照片、截图或扫描件），图片本身不能证明任何事项；请提供 PDF 原件，或按证照标识向登记簿查询。",
        "This is a picture (a photograph, screenshot or scan), and a picture proves nothing by itself; give the "
        "PDF, or ask the register by the licence's identifier.",
    ),
    Cause.PICTURE_OF: Text(
        "这是图片（照片、截图或扫描件），图片本身不能证明任何事项；其二维码指向证照 {identifier}，"
        "登记簿对该证照的答复见下，请与图中内容核对。",
        "This is a picture (a photograph, screenshot or scan), and a picture proves nothing by itself; its code leads "
        "to licence {identifier}, of which the register answers below: compare that with what the picture shows.",
    ),
    Cause.OFD: Text(
        "这是 OFD 版式文件（GB/T 33190），本系统核验 PDF 证照；请向颁发机构索取 PDF 原件，或用 OFD 阅读器查验其签章。",
        "This is an OFD file (GB/T 33190), and PDF is verified here; ask the authority for the PDF, or look at "
        "its seal in an OFD reader.",
    ),
    Cause.OFFICE_DOCUMENT: Text(
        "这是办公文档（Word、Excel 等），不是电子证照；请提供颁发机构发出的 PDF 原件。",
        "This is an office document (Word, Excel …), not a licence; give the PDF that the authority issued.",
    ),
    Cause.ARCHIVE: Text(
        "这是压缩包；请解压后逐个核验其中的 PDF 文件。", "This is an archive; unpack it and verify the PDF files in it."
    ),
    Cause.WEB_PAGE: Text(
        "这是网页，不是证照文件，多半是下载时保存了登录页或提示页；请登录后重新下载。",
        "This is a web page, not a licence: mostly the page that asks for sign-in was saved; sign in and fetch it "
        "anew.",
    ),
    Cause.IN_BASE64: Text(
        "这是以 Base64 编码的 PDF；请解码还原为 PDF 文件后再核验。",
        "This is a PDF written in Base64; decode it to the file and verify that.",
    ),
    Cause.DAMAGED: Text(
        "文件已损坏或不完整，无法核验；请重新获取原始文件。",
        "The file is damaged or incomplete, so it cannot be verified; fetch the original again.",
    ),
    Cause.CUT_OFF: Text(
        "文件不完整，结尾部分缺失，通常是下载或传输中断所致；请重新获取原始文件。",
        "The file is incomplete: its end is missing, mostly because sending it was interrupted; fetch it again.",
    ),
    Cause.SENT_AS_TEXT: Text(
        "文件曾被当作文本传输或保存，字节已被改写，无法核验；请以二进制（附件）方式重新获取原始文件。",
        "The file was sent or saved as text, which rewrote its bytes, so it cannot be verified; fetch the original "
        "again, as a binary attachment.",
    ),
    Cause.ENCRYPTED: Text(
        "文件已加密，需要口令才能打开，无法核验；请提供未加密的原始文件。",
        "The file is encrypted and opens with a password only, so it cannot be verified; ask for the original.",
    ),
    Cause.RESTRICTED: Text(
        "文件被加上了使用限制（所有者口令）并因此重新写过，无法核验；请提供未加限制的原始文件。",
        "Somebody restricted the use of the file (owner's password), which wrote it anew, so it cannot be "
        "verified; ask for the original without restrictions.",
    ),
    Cause.REWRITTEN: Text(
        "文件在加盖印章后被其他程序重新写过（合并、优化、转换等），已不是原件，无法核验；请提供原始文件。",
        "After sealing, another program wrote the file anew (united, optimised, converted it …), so it is not the "
        "original and cannot be verified; give the original.",
    ),
    Cause.SCAN: Text(
        "文件不能按规范读取，其中也看不到电子印章：多为扫描、拍照或打印后制成的 PDF，不是电子证照本身；"
        "请提供原始 PDF 文件。",
        "The file cannot be read as the standard has it, and no seal can be seen in it: mostly a scan, photograph or "
        "print made into a PDF, not the licence; give the original PDF.",
    ),
    Cause.SCAN_OF: Text(
        "文件不能按规范读取，其中也看不到电子印章：多为扫描、拍照或打印后制成的 PDF，不是电子证照本身；"
        "其二维码指向证照 {identifier}，登记簿对该证照的答复见下，请与文件内容核对。",
        "The file cannot be read as the standard has it, and no seal can be seen in it: mostly a scan, photograph or "
        "print made into a PDF, not the licence; its code leads to licence {identifier}, of which the register answers "
        "below: compare that with what the file shows.",
    ),
    Cause.TOO_LARGE: Text(
        "文件大小 {size} 字节，超过上限 {limit} 字节，未予核验。",
        "The file has {size} bytes, more than the limit of {limit}; it was not verified.",
    ),
    Cause.TOO_COMPLEX: Text(
        "文件结构超出核验上限（{what}：{value}，上限 {limit}），未予核验。",
        "The file's structure passes the limits ({what}: {value}, limit {limit}); it was not verified.",
    ),
    Cause.OUT_OF_TIME: Text(
        "在 {limit} 秒内未能读完该文件，未予核验。",
        "The file could not be read within {limit} seconds; it was not verified.",
    ),
    Cause.OUT_OF_MEMORY: Text(
        "读取该文件所需内存超过上限，未予核验。",
        "Reading the file takes more memory than one file may; it was not verified.",
    ),
    # sealed
    Cause.ONE_SEAL: Text("文件有且仅有一枚电子印章。", "The file bears exactly one electronic seal."),
    Cause.NO_SEAL: Text(
        "文件没有电子印章：这是复印件、打印件或扫描件，不是电子证照本身；请提供原始 PDF 文件。",
        "The file has no electronic seal: it is a copy, print or scan, not the licence; give the original PDF.",
    ),
    Cause.COPY_OF: Text(
        "文件没有电子印章：这是复印件、打印件或扫描件，不是电子证照本身；其二维码指向证照 {identifier}，"
        "登记簿对该证照的答复见下，请与文件内容核对。",
        "The file has no electronic seal: it is a copy, print or scan, not the licence; its code leads to licence "
        "{identifier}, of which the register answers below: compare that with what the file shows.",
    ),
    Cause.OF_A_COPY: Text(
        "这是证照 {identifier} 的图片或副本，不是其文件，未查询。",
        "This is a picture or copy of licence {identifier}, not its file; not asked.",
    ),
    Cause.EMPTY_SEAL: Text(
        "文件只有空白的印章位置，没有加盖电子印章：这是复印件或打印件，不是电子证照本身；请提供原始 PDF 文件。",
        "The file has a place for a seal but nothing in it: it is a copy or print, not the licence; give the original "
        "PDF.",
    ),
    Cause.DETACHED_SEAL: Text(
        "文件中留有印章的痕迹，但文档已不再引用它，多为合并或转换所致：这不是电子证照本身；请提供原始文件。",
        "The file contains traces of a seal that the document no longer refers to, mostly because files were united or "
        "converted: it is not the licence; give the original.",
    ),
    Cause.SEVERAL_SEALS: Text(
        "文件有 {seals} 枚电子印章；本系统只对一枚印章的证照作出结论。",
        "The file bears {seals} electronic seals; a licence here bears exactly one.",
    ),
    # intact
    Cause.UNTOUCHED: Text("文件自加盖印章后未被改动。", "The file is unchanged since it was sealed."),
    Cause.ARCHIVED: Text(
        "加盖印章后仅追加了验证数据或归档时间戳，内容未变。",
        "Only validation data or archive timestamps were added after sealing; the content is unchanged.",
    ),
    Cause.WITH_VALIDATION_DATA: Text(
        "文件自加盖印章后未被改动，其后仅附有印章的验证数据。",
        "The file is unchanged since it was sealed; only the seal's validation data follow.",
    ),
    Cause.CHANGED: Text(
        "印章所覆盖的内容在加盖后被改动过；请提供原始文件，或向颁发机构核实。",
        "What the seal covers was changed after it was sealed; give the original, or ask the authority.",
    ),
    Cause.SIGNATURE_FALSE: Text(
        "印章的签名值与其证书不符，不是由该证书的密钥签署的；请提供原始文件，或向颁发机构核实。",
        "The seal's signature was not made with the key of its certificate; give the original, or ask the authority.",
    ),
    Cause.TIMESTAMP_FALSE: Text(
        "印章中的时间戳被改动或不属于该印章；请提供原始文件，或向颁发机构核实。",
        "The timestamp of the seal was changed or belongs to another seal; give the original, or ask the authority.",
    ),
    Cause.APPENDED: Text(
        "加盖印章后，文件末尾又追加了 {bytes} 字节内容；如系传输或另存所致，请重新获取原始文件。",
        "{bytes} bytes were appended to the file after it was sealed; where that came of sending or saving it, "
        "fetch the original again.",
    ),
    Cause.RANGE_FALSE: Text(
        "印章声明的覆盖范围与文件实际结构不符（{detail}）：加盖印章后文件被重新保存或改动过；请提供原始文件。",
        "What the seal claims to cover does not agree with the file ({detail}): it was saved anew or changed "
        "after it was sealed; give the original.",
    ),
    Cause.LINEARISED: Text(
        "加盖印章后文件被优化为适合网页浏览的形式（线性化）并因此重新写过，印章不再覆盖整个文件；请提供优化之前的原始文件。",
        "After it was sealed the file was optimised for the web (linearised) and so written anew: the seal no longer "
        "covers it; give the original, as it was before.",
    ),
    Cause.MERGED: Text(
        "加盖印章后文件被与其他文件合并（现有 {pages} 页）或重新写过，印章不再覆盖整个文件；请提供合并之前的原始文件。",
        "After it was sealed the file was merged with others (there are {pages} pages now) or written anew: the seal "
        "no longer covers it; give the original, as it was before.",
    ),
    Cause.SEAL_REPLACED: Text(
        "印章对象本身在加盖后被替换；请提供原始文件，或向颁发机构核实。",
        "The seal's own record was replaced after sealing; give the original, or ask the authority.",
    ),
    Cause.REDEFINED: Text(
        "加盖印章后，已盖章的内容（对象 {object}）被替换，而该印章不允许任何改动；请提供原始文件，或向颁发机构核实。",
        "After sealing, sealed content (object {object}) was replaced, and this seal permits no change; give the "
        "original, or ask the authority.",
    ),
    Cause.FORBIDDEN_EDIT: Text(
        "加盖印章后文件又被编辑过（{detail}），而该印章不允许任何改动；请提供编辑之前的原始文件。",
        "The file was edited after sealing ({detail}), and this seal permits no change; give the original, as it was "
        "before.",
    ),
    Cause.EDITED_LATER: Text(
        "加盖印章后文件又被编辑过；无法判定所显示的内容就是盖章时的内容；请提供编辑之前的原始文件。",
        "The file was edited after sealing; whether what is shown is what was sealed cannot be decided; give the "
        "original, as it was before.",
    ),
    Cause.REVISION_MALFORMED: Text(
        "加盖印章后追加的内容不合规范（第 {offset} 字节：{detail}），不同软件可能显示不同内容；请提供原始文件。",
        "What was added after sealing is malformed (at byte {offset}: {detail}); programs may show different content; "
        "give the original.",
    ),
    Cause.EXTENSION_UNPROVED: Text(
        "加盖印章后追加了 {bytes} 字节，没有可信的归档时间戳证明其来历，无法判定；如系另存所致，请提供原始文件。",
        "{bytes} bytes were added after sealing, and no trusted archive timestamp vouches for them; undecided. "
        "Where it was only saved again, give the original.",
    ),
    Cause.DATA_CONTRADICT: Text(
        "文件中两处证照信息相互矛盾（{fields}）：附件与 XMP 元数据不一致。",
        "The file states its data twice, and differently ({fields}): attachment and XMP contradict each other.",
    ),
    Cause.SIGNED_BEFORE: Text(
        "加盖印章之前文件已有其他签署，无法判定。",
        "Something else was signed before the seal; this cannot be decided.",
    ),
    Cause.NOT_ONE_SEAL: Text(
        "文件有多枚印章，各枚印章覆盖的内容均未被改动，但无法整体判定。",
        "The file bears several seals; each covers unchanged bytes, but the whole cannot be decided.",
    ),
    Cause.AMBIGUOUS_STRUCTURE: Text(
        "文件结构有歧义（{detail}），不同软件可能显示不同内容，无法判定；如被其他程序保存过，请提供保存之前的原始文件。",
        "The file's structure is ambiguous ({detail}): programs may show different content, so it cannot be decided; "
        "where another program has saved it, give the original, as it was before.",
    ),
    Cause.SEAL_UNREADABLE: Text(
        "印章数据损坏或不完整，无法判定。", "The seal's data are damaged or incomplete, so it cannot be decided."
    ),
    Cause.SEAL_UNSUPPORTED: Text(
        "印章使用了本系统不支持的形式（{detail}），无法判定。",
        "The seal is of a kind that is not supported here ({detail}), so it cannot be decided.",
    ),
    Cause.WEAK_ALGORITHM: Text(
        "印章使用的算法（{algorithm}）已不安全，无法判定。",
        "The seal's algorithm ({algorithm}) is no longer secure, so it cannot be decided.",
    ),
}
