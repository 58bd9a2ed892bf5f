"""The signs by which the elements of a published document are recognised in its text."""

import re

from .days import ARABIC, CHINESE

_NUMERALS = "[一二三四五六七八九十]+"

NUMBER = re.compile(r"^（?[\u4e00-\u9fff]{2,14}〔(?:19|20)\d\d〕第?\d+号）?$")
DATED = re.compile(rf"^(?:{ARABIC.pattern}|{CHINESE.pattern})$")
PRINTED = re.compile(r"^(.*?)(\d{4}年\d{1,2}月\d{1,2}日)印发$")
COPIES = re.compile(r"^抄送：(.+)$")
MOVED = re.compile(r"^主送：(.+)$")
FOOT = re.compile(r"^抄送：|^主送：|印发$")
NOTE = re.compile(r"^（([^）]*(?:公开|联系|电话)[^）]*)）$")
LOOSE_NOTE = re.compile(
    r"^(?:此件\S{0,4}公开\S{0,4}|主动公开|依申请公开|不予公开|公开属性|联系人\S{0,4}|联系\S{2}"
    r"|(?:联系)?电话|地址|邮(?:政编码|编))(?:：|。?$)"
)
LABELLED = re.compile(r"(?<=[^，；])(?=联系电话：|地址：|邮编：)|(?<=[^，；系])(?=电话：)")
EMPTY_PAGE = re.compile(r"^（?此页无正文）?$")
FOLIO = re.compile(r"^[—–－\-·• ]*\d{1,3}[—–－\-·• ]*$|^第\d+页(?:，?共\d+页)?$")
LABEL = re.compile(
    r"^(?:索[引取]号|信息\S{1,4}|来源|发布\S{1,4}|发文\S{1,4}|公开\S{1,4}|签发人|标题"
    r"|浏览\S{0,4}|字[体号]\S{0,4})[：:]"
)
OUTCOME = re.compile(r"^(?:办理结果：\S{1,8}|[A-D]类?)$")
TITLE_START = re.compile(r"^(?:关于|对)|^.{2,30}(?:关于|对).{2,24}(?:第\d+号|会议$)")
SESSION = re.compile(
    r"(?:对|关于)((?:[\u4e00-\u9fff]{0,4}政协)?[\u4e00-\u9fff]{0,3}"
    rf"{_NUMERALS}届(?:全国人大|人大|政协)?{_NUMERALS}次会议)"
)
PROPOSAL = re.compile(r"第([A-Za-z]?\d+)号")
CLOSING = re.compile(r"^(?:(?:再次|衷心|诚挚|非常|最后，?)?感谢|以上意见|特此|此复|专此)")
ADDRESSED = re.compile(r"^(?!.*(?:收悉|如下|下列))[^。；！？]{1,400}：$")
TITLE_END = re.compile(r"(?:答复|意见|函|情况）|报告)$")
ADDRESSED_INLINE = re.compile(
    r"^([^，。；！？：]{2,30}(?:代表团?|委员|委|局|办|街道|镇))：(.{10,})$"
)
OFFICE = re.compile(r"^[\u4e00-\u9fff（）]{2,40}$")
ATTACHED = re.compile(r"^附件\d{0,2}$")
