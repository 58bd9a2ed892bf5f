"""The signs by which the elements of a published document are recognised in its text."""

import re

from .days import ARABIC, CHINESE

_NUMERALS = "[一二三四五六七八九十]+"
_OFFICES = (
    "局|委|委员会|厅|部|办|办公室|府|院|处|中心|分局|支队|大队|总队|街道|镇|乡|公司|集团|"
    "会|团|联|社|站|所|校|大学|中学|小学|行|署|库|馆|组|党组|党委|法院|检察院|医院"
)
_LABELS = (
    "索引号|信息名称|信息分类|信息索引号|信息来源|主题分类|组配分类|体裁分类|分类|名称|标题|文号|"
    "发文字号|发文机关|发文单位|发文日期|发布机构|发布单位|发布日期|发布时间|成文日期|生成日期|"
    "公开\\S{2}|首次公开|是否\\S{0,2}公开|失效日期|效力状态|有效性|是否有效|关键[字词]|主题词|来源|"
    "稿件来源|作者|编辑|责任编辑|审核|浏览\\S{0,4}|阅读\\S{0,4}|访问量|点击\\S{0,2}|字[号体]\\S{0,4}|"
    "当前位置|您(?:现在|所在|当前所在)的位置|搜索热词|时间|日期|责任部门|承办单位|其他信息|标签|分享|"
    "建议号|提案号|提案人|内容|交办日期|反馈时间|\\S{0,4}领导|签发人|打印|原文|原文链接"
)
_OPENNESS = "(?:同意|主动|依申请|不予?)公开"
_TITLED = "(?:信息名称|名称|标题)"

NUMBER = re.compile(
    r"^（?([\u4e00-\u9fff×]{2,14}：?〔(?:19|20)\d\d〕第?[\dA-Za-z\u4e00-\u9fff]{1,6}号)）?"
    rf"(?:\s*([A-D]类?))?(?:\s*({_OPENNESS}|签发人：\S+))?$"
)
DATED = re.compile(
    rf"^(?:{ARABIC.pattern}|{CHINESE.pattern}|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|20\d\d ?\d{2,4})(（[^）]{1,8}）)?$"
)
"""A day however it is written; of the last, 年月日 went lost on the way. A label may follow."""
PRINTED = re.compile(r"^(.*?)(\d{4}年\d{1,2}月\d{1,2}日|20\d{4,6}日?)印发$")
COPIES = re.compile(r"^抄[送报告]：(.+?)((?:联系单位|联系人|经办人)：.+)?$")
UNFINISHED_COPIES = re.compile(r"^抄[送报告]：(?:.{15,}[^。）]|.*[，、；])$")
MOVED = re.compile(r"^主送：(.+)$")
FOOT = re.compile(r"^抄送：|^主送：|印发$")
NOTE = re.compile(r"^（(.+?)）?$")
PUBLIC = re.compile(r"^（[^）]*(?:公开|联系|电话)[^）]*）$")
LOOSE_NOTE = re.compile(
    r"^(?:此件\S{0,4}公开\S{0,4}|主动公开|依申请公开|不予公开|(?:信息)?公开\S{2}"
    r"|(?:单位|办公)?联系(?:单位|人|\S{2})\S{0,5}|(?:联系)?电话|地址|邮(?:政编码|编)"
    r"|承办\S{0,8}|(?:具体)?经办人\S{0,6}|(?:主管|分管)领导人?\S{0,3})(?:[：;；]|。?$)"
)
APPROVED = re.compile(
    r"^(?:签发人?|领导(?:署名|签批|签字|签发|签名)|审[核签批]人?|核稿人?|拟稿人?|校[对核]人?|打[印字])：\S{2,20}$"
)
"""Who passed a draft; of no concern to whom it is sent."""
OPENNESS_LABEL = re.compile(r"^(?:信息)?公开\S{2}：")
LABELLED = re.compile(
    r"(?<=[^，；及和与、位])(?=联系(?:电话|地址|人)：|邮编：|邮政编码：)"
    r"|(?<=[^，；系及和与、])(?=电话：|地址：)"
    r"|(?<=[\u4e00-\u9fff])(?<![话机号码])(?=(?:0\d{2,3}[-－—])?\d{7,})"
)
EMPTY_PAGE = re.compile(r"^（?此页无正文）?$")
LABEL = re.compile(
    rf"^[-•]?\s*(?:(?:{_LABELS})(?:：|\s*\||$|(?=[A-Za-z\d]))|{_TITLED}(?=关于|对)"
    rf"|{_OPENNESS}$)"
)
TITLE_LABEL = re.compile(rf"^[-•]?\s*{_TITLED}[：|]?\s*(?=\S)")
NUMBER_LABEL = re.compile(r"^[-•]?\s*(?:发文字号|文号)[：|]?\s*")
OUTCOME = re.compile(
    r"^(?:[\[【]?(?:(?:办理结果|(?:办复|办理|答复)?(?:类别|类型)|办理情况分类)(?:标[记识注])?"
    r"(?:：\S{1,8}|[（(]\w{1,6}[)）]))[\]】]?|[（(]?[A-D]类?[)）]?)$"
)
TITLE_START = re.compile(r"^(?:关于|对)|^.{2,30}?(?:关于|对).{2,}")
TITLE_END = re.compile(r"(?:答复|复函|意见|函|报告|回复)(?:（[^）]*）)?$")
SESSION = re.compile(
    # Words that lead to the session, 关于 对 在 您 提供, are no part of its name.
    r"(?:(?![于对在您你们供])[\u4e00-\u9fff]){0,14}?"
    rf"{_NUMERALS}届(?:全国人大|人大|政协|人民代表大会|委员会|全国委员会)?第?{_NUMERALS}次会议"
)
PROPOSAL = re.compile(r"(?:第|会议[“‘]?)((?:[A-Za-z]{1,3}|[^\W\d_A-Za-z第])?\d+)号")
CLOSING = re.compile(
    r"^(?:(?:再(?:次|一次)|衷心|诚挚|真诚|由衷|非常|最后，?|同时，)*感谢|以上(?:意见|答复)|特此"
    r"|此复(?!函)|专此|恳请|敬请|(?:最后，?)?希望(?:今后|以后|您|你))"
)
GREETING = re.compile(
    r"^(?:此致|敬礼|顺(?:祝|致|颂)\S{0,12}|此复|特此\S{2}|专此\S{0,2}|谢谢)[！。]?$"
)
OPENING = re.compile(
    r"收悉|已收到|(?:答复|函复|回复|函告|意见|报告|说明|汇报)如下|交(?:由|给)?我|转(?:来|交)我"
    r"|^(?:您|你|贵)\S{0,40}提"
)
ADDRESSED = re.compile(r"^(?!.*(?:收悉|如下|下列))[^。；！？：|]{1,400}：$")
NAMES = re.compile(
    r"^(?!关于|对)(?!.*(?:的答复|复函|意见)$)[\u4e00-\u9fff·]+(?:、[\u4e00-\u9fff·]*){3,}$"
)
"""A line of names, the rest of which stands below it."""
PERSON = re.compile(rf"(?:代表团?|委员|同志|先生|女士|界别|{_OFFICES})(?:（[^）]*）)?：?$")
ADDRESSED_INLINE = re.compile(
    r"^([^，。；！？：]{2,30}(?:代表团?|委员|委|局|办|街道|镇))：(.{10,})$"
)
OFFICE = re.compile(r"^[\u4e00-\u9fff（）·A-Za-z0-9×〇○]{2,40}$")
OFFICE_END = re.compile(rf"(?:{_OFFICES})(?:文件)?$")
WHOLE_NAME = re.compile(rf"(?:{_OFFICES})(?<!人民代表大会)$")
"""The end of a name that stands alone: 人民代表大会 goes on, 常务委员会 below it."""
IN_TITLE = re.compile(rf"^([\u4e00-\u9fff]{{2,30}}?(?:{_OFFICES}))(?:关于|对)")
OPINION = re.compile(r"[会协]办(?:意见|件)")
STAMPED = re.compile(r"（(?:公章|盖章|印章|章)）$")
IN_PLACE = re.compile(r"（[^）]*）$")
ATTACHED = re.compile(r"^附件\d{0,2}[：:]?$")
FOREIGN = re.compile(r"[\u0590-\u1dbf\u2c00-\u2dff\ua4d0-\uabff\uac00-\ud7ff]")
"""Letters of scripts that no reply is written in; damaged files show them."""
SURROUNDING = re.compile(
    r"^[【\[]?(?:分享|打印|关闭|返回|验证码|全部评论|网友评论|相关(?:稿件|链接|文档|信息|附件|阅读|新闻)"
    r"|[上下]一[条篇]|扫一扫|版权|主办单位|文件下载|附件下载|政策咨询|标签|责任编辑|编辑：|如果您对该|下载(?:Word|PDF|附件)"
    r"|收藏|<！--|<!--|-$|(?:政府)?网站标识码|网站地图|\S*ICP备|\S*公网安备|您(?:访问|是第)|我要纠错"
    r"|(?:主办|承办)：\S+(?:政府|办公[厅室])(?:承办：|$))|网站地图$"
)
