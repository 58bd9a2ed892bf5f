"""The rules that `lint` checks: what each is about, how much it weighs, where it comes from."""

from dataclasses import dataclass

from .finding import Severity

_ERROR, _WARNING, _HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True)
class Rule:
    """One rule; severity is the gravest it gives, mends whether it corrects what is certain."""

    id: str
    severity: Severity
    about: str
    source: str
    mends: bool = False


_TIAOLI = "《党政机关公文处理工作条例》"
_PUNCTUATION = "GB/T 15834-2011"
_SHANGHAI = "《上海市人民代表大会关于代表建议、批评和意见的规定》"

RULES = (
    Rule("L01", _ERROR, "发文字号为“机关代字〔年份〕顺序号”，不编虚位", "7.2.5", mends=True),
    Rule("L02", _WARNING, "标题写明届次和建议（提案）编号", "办理格式"),
    Rule("L03", _WARNING, "标题不超过 80 字", "7.3.1"),
    Rule("L04", _ERROR, "会办意见主送主办单位，不直接答复代表或委员", f"{_SHANGHAI}第十七条"),
    Rule("L05", _ERROR, "建议答复代表，提案答复委员", "办理格式"),
    Rule("L06", _ERROR, "署名与发文机关标志一致", "7.3.5"),
    Rule("L07", _WARNING, "有成文日期", "7.3.5.4"),
    Rule(
        "L08", _WARNING, "抄送交办机构和代表工作机构（提案抄送提案委员会）", f"{_SHANGHAI}第二十条"
    ),
    Rule("L09", _ERROR, "印发日期不早于成文日期", "7.4.2"),
    Rule("L10", _WARNING, "层次序数不跳级", "7.3.3"),
    Rule("L11", _WARNING, "层次序数连续", "7.3.3"),
    Rule("L12", _WARNING, "自称（我委、我局）前后一致", "办理用语"),
    Rule("L13", _WARNING, "建议、提案、代表、委员的称呼与案件一致", "办理用语"),
    Rule("L14", _WARNING, "结束语不重复", "办理用语"),
    Rule("L15", _ERROR, "没有密级标志（本系统不得处理涉密公文，不得豁免）", f"{_TIAOLI}第二十六条"),
    Rule("L16", _WARNING, "段末有标点", _PUNCTUATION),
    Rule("L17", _ERROR, "标题中的届次与办件一致", "办件"),
    Rule("L18", _ERROR, "标题中的编号与办件一致", "办件"),
    Rule("L19", _ERROR, "主送与送达名单一致", f"{_SHANGHAI}第二十条"),
    Rule("L20", _ERROR, "成文日期为签发日期", f"{_TIAOLI}第九条"),
    Rule("L21", _HINT, "会办意见写明供主办单位统一答复时参考", "办理用语"),
    Rule("L22", _ERROR, "会办意见不标办理结果", "办理格式"),
    Rule("L23", _WARNING, "印发机关和印发日期同时写明；信函格式不印", "7.4.2、10.1"),
    Rule("L24", _WARNING, "附件说明不与附件重复", "7.3.4"),
    Rule("L25", _WARNING, "正文写明各会办单位的意见", f"{_SHANGHAI}第十七条"),
    Rule("L26", _ERROR, "有发文机关标志、标题和主送", "7.2.4、7.3.1、7.3.2"),
    Rule("L27", _WARNING, "正文不以标题结束", "7.3.3、7.3.5.5"),
    Rule("T01", _WARNING, "没有多余空格", "7.3.3", mends=True),
    Rule("T02", _WARNING, "中文之间用全角标点", _PUNCTUATION, mends=True),
    Rule("T03", _ERROR, "年份用六角括号〔〕", "7.2.5", mends=True),
    Rule("T04", _WARNING, "用中文引号“ ”", _PUNCTUATION, mends=True),
    Rule("T05", _WARNING, "日期不编虚位", "7.3.5.4", mends=True),
    Rule("T06", _WARNING, "中文之间用全角括号", _PUNCTUATION, mends=True),
    Rule("T07", _ERROR, "不用“此页无正文”", "7.3.5.5"),
    Rule("T08", _WARNING, "不写“《…的建议》的代表建议”", "办理用语", mends=True),
    Rule("T09", _WARNING, "标点不重复", _PUNCTUATION, mends=True),
    Rule("T10", _WARNING, "省略号为六连点", _PUNCTUATION, mends=True),
    Rule("T11", _WARNING, "括号、引号、书名号成对", _PUNCTUATION),
    Rule("T12", _WARNING, "一级标题末尾不加标点", "7.3.3", mends=True),
    Rule("T13", _WARNING, "层次序数用全角括号", "7.3.3", mends=True),
    Rule("T14", _WARNING, "带括号的序数后不加标点", "7.3.3", mends=True),
    Rule("T15", _WARNING, "直引号成对", _PUNCTUATION),
    Rule("T16", _ERROR, "没有看不见或印不出的字符", "版面", mends=True),
    Rule("T17", _WARNING, "数字和字母用半角", "GB/T 15835-2011", mends=True),
    Rule("T18", _WARNING, "层次序数写作“一、”“1.”", "7.3.3", mends=True),
    Rule("T19", _WARNING, "破折号为“——”", _PUNCTUATION, mends=True),
    Rule("T20", _WARNING, "年份写全四位", "GB/T 15835-2011"),
    Rule("T21", _WARNING, "句内标点、句末标点不连用", _PUNCTUATION),
)
"""Clauses without a name are those of GB/T 9704-2012."""
