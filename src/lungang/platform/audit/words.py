"""What the log's names are called on its pages. The log itself keeps the names: they never change.

A new action has its word here (tests/platform/audit/test_words.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lungang.intake.tables import specs

ACTIONS: Mapping[str, str | Promise] = {
    "accounts.accept_invitation": _("凭链接设口令"),
    "accounts.change_email": _("改邮箱"),
    "accounts.change_password": _("改口令"),
    "accounts.change_preferences": _("改个人设置"),
    "accounts.choose_office": _("换岗位"),
    "accounts.disable_account": _("停用账号"),
    "accounts.enable_account": _("启用账号"),
    "accounts.end_office": _("结束岗位"),
    "accounts.found": _("建站开账号"),
    "accounts.grant_office": _("授予岗位"),
    "accounts.hand_over_administrator": _("在服务器上更换管理员"),
    "accounts.make_account": _("开账号"),
    "accounts.renew_administrator": _("在服务器上重置管理员"),
    "accounts.reset_account": _("重置账号"),
    "accounts.second_factor": _("设、撤二次验证"),
    "accounts.sign_in": _("登录"),
    "accounts.sign_out": _("退出"),
    "audit.export": _("导出审计记录"),
    "audit.export_checkpoints": _("下载审计存证"),
    "audit.make_checkpoint": _("现在存证"),
    "audit.read": _("看要写理由才能看的内容"),
    "convening.call_off": _("取消交流人员工作会"),
    "convening.change": _("改交流人员工作会"),
    "convening.convene": _("召集交流人员工作会"),
    "core.add_observer": _("加人大政协代表"),
    "core.adopt_pack": _("起用政策"),
    "core.close_campaign": _("归档"),
    "core.edit_campaign": _("改批次"),
    "core.end_campaign": _("终止本次工作"),
    "core.give_task": _("布置任务"),
    "core.move_deadline": _("改时限"),
    "core.open_campaign": _("立项"),
    "core.open_step": _("进入、退回一步"),
    "core.remind": _("到期提醒"),
    "core.set_calendar_day": _("登记上班日期"),
    "core.withdraw_task": _("撤销任务"),
    "deliberation.ask_confirmation": _("送第二人确认方案"),
    "deliberation.change_meeting": _("改会议情况"),
    "deliberation.close_meeting": _("散会"),
    "deliberation.compute": _("算方案"),
    "deliberation.confirm": _("确认方案"),
    "deliberation.decide_principles": _("定原则和程序"),
    "deliberation.drop_scenario": _("不用一个方案"),
    "deliberation.give_seed": _("报定序数"),
    "deliberation.list_reader": _("列入知悉名单"),
    "deliberation.mark": _("商定一件"),
    "deliberation.open_meeting": _("开联席会议"),
    "deliberation.open_plan": _("打开密封的方案"),
    "deliberation.propose_principles": _("送审原则和程序"),
    "deliberation.read_plan": _("查看密封的方案"),
    "deliberation.remove_reader": _("移出知悉名单"),
    "deliberation.send_back": _("退回方案"),
    "deliberation.send_back_principles": _("退回原则和程序"),
    "deliberation.shut_plan": _("合上密封的方案"),
    "deliberation.withdraw": _("撤回商定的一件"),
    "files.store": _("收到文件"),
    "jobs.end": _("后台计算结束"),
    "jobs.restart": _("重新开始后台计算"),
    "jobs.start": _("交后台计算"),
    "jobs.stop": _("停止后台计算"),
    "organisation.abolish_unit": _("撤销单位"),
    "organisation.add_section": _("设内设机构"),
    "organisation.adopt_units": _("接入单位库"),
    "organisation.change_section": _("改内设机构"),
    "organisation.change_unit": _("改单位"),
    "organisation.close_section": _("撤内设机构"),
    "organisation.establish_unit": _("设单位"),
    "organisation.merge_unit": _("并入单位"),
    "organisation.set_establishment": _("核编制"),
    "organisation.set_quota": _("核职数"),
    "outcomes.download": _("下载交流结果"),
    "outcomes.publish": _("公布交流结果"),
    "procedure.answer": _("答复征询"),
    "procedure.ask": _("征求意见"),
    "procedure.note": _("记谈话、考察"),
    "procedure.open": _("打开征询"),
    "procedure.override": _("研究照办"),
    "procedure.clear": _("准同名的人答复"),
    "procedure.read": _("查看征询"),
    "register.give_word": _("授予机关代字"),
    "register.issue": _("发文"),
    "register.replace": _("另发代替"),
    "register.void": _("作废文号"),
    "repairs.ask": _("送第二人确认修补"),
    "repairs.compute": _("算公布以后的修补"),
    "repairs.confirm": _("确认修补"),
    "repairs.drop": _("不再修补"),
    "repairs.release": _("补充公布"),
    "repairs.report": _("登记公布以后的情况"),
    "repairs.send_back": _("退回修补"),
    "repairs.withdraw": _("撤回公布以后的情况"),
    "reviews.answer": _("答复复核申请"),
    "reviews.ask": _("申请复核"),
    "reviews.give_entries": _("给交流人员开账号"),
    "reviews.renew_entry": _("重发交流人员的链接"),
    "reviews.withdraw": _("撤回复核申请"),
    "rosters.accept_all_mine": _("整份接收花名册"),
    "rosters.accept_rows": _("逐人接收花名册"),
    "rosters.add_row": _("花名册加一行"),
    "rosters.approve_correction": _("同意更正"),
    "rosters.ask_correction": _("提出更正"),
    "rosters.discard": _("放弃花名册草稿"),
    "rosters.download_marked": _("下载标了错的花名册"),
    "rosters.edit_cells": _("改花名册"),
    "rosters.note_many_reveals": _("看证号过多，已停"),
    "rosters.refuse_correction": _("不同意更正"),
    "rosters.remove_row": _("花名册删一行"),
    "rosters.reopen": _("接着改退回的花名册"),
    "rosters.return": _("退回花名册"),
    "rosters.start_empty": _("在屏幕上填花名册"),
    "rosters.submit": _("上报花名册"),
    "rosters.take_up": _("已接收的退回重报"),
    "rosters.upload": _("上传花名册"),
    "screening.approve": _("同意提请"),
    "screening.ask_opinions": _("征求单位意见"),
    "screening.confirm_pool": _("确认应交流人员名单"),
    "screening.download": _("下载筛查结果"),
    "screening.give_opinion": _("报单位意见"),
    "screening.petition": _("提请暂缓或不交流"),
    "screening.propose_pool": _("送审应交流人员名单"),
    "screening.refuse": _("不同意提请"),
    "screening.run": _("筛查"),
    "screening.send_back_pool": _("退回应交流人员名单"),
    "screening.withdraw": _("撤回提请"),
    "transfer.collect": _("领调干通知"),
    "transfer.move_hours": _("改落实的时限"),
    "transfer.number_paper": _("公文编号"),
    "transfer.release": _("宣读名单，发布方案"),
    "transfer.settle_duty": _("记未了的回避"),
    "transfer.slip": _("开出编、入编通知单"),
    "transfer.step": _("办一步交流手续"),
    "transfer.unseat": _("免去新任职务"),
    "transfer.urge": _("催办交流手续"),
}

SUBJECTS: Mapping[str, str | Promise] = {
    "accounts.User": _("账号"),
    "convening.Convening": _("召集的工作会"),
    "core.CalendarDay": _("上班日期"),
    "core.Campaign": _("批次"),
    "core.Observer": _("人大政协代表"),
    "core.PackVersion": _("政策"),
    "core.Task": _("任务"),
    "deliberation.Decision": _("商定的方案"),
    "deliberation.Mark": _("商定的一件"),
    "deliberation.Meeting": _("联席会议"),
    "deliberation.Principles": _("原则和程序"),
    "deliberation.Reader": _("知悉名单"),
    "deliberation.Scenario": _("备选方案"),
    "deliberation.SeedValue": _("定序数"),
    "files.StoredFile": _("文件"),
    "jobs.Job": _("后台计算"),
    "organisation.Unit": _("单位"),
    "outcomes.Publication": _("公布的结果"),
    "procedure.Inquiry": _("一件征询"),
    "register.DocumentNumber": _("文号"),
    "register.Word": _("机关代字"),
    "repairs.Repair": _("公布以后的修补"),
    "reviews.Review": _("复核申请"),
    "rosters.Correction": _("更正"),
    "rosters.Return": _("花名册"),
    "rosters.Row": _("花名册的一行"),
    "screening.Opinion": _("单位意见"),
    "screening.Petition": _("提请"),
    "screening.Pool": _("应交流人员名单"),
    "screening.Run": _("筛查"),
    "transfer.AvoidanceDuty": _("未了的回避"),
    "transfer.Journey": _("一个人的落实"),
    "transfer.Paper": _("交流公文"),
    "transfer.WorkMeeting": _("交流人员工作会"),
}

DETAILS: Mapping[str, str | Promise] = {
    "address": _("从哪个地址"),
    "after": _("改后（摘要）"),
    "answer": _("答复（摘要）"),
    "arguments": _("表单内容（摘要）"),
    "asked": _("要的对象"),
    "attempt": _("第几次计算"),
    "before": _("改前（摘要）"),
    "campaign": _("批次"),
    "code": _("读者码"),
    "counts": _("结果"),
    "day": _("自哪一天"),
    "digest": _("内容校验码"),
    "due": _("时限"),
    "due_at": _("时限"),
    "email": _("邮箱（摘要）"),
    "errors": _("错误"),
    "fields": _("哪几栏"),
    "handed_over": _("换管理权限"),
    "holding": _("岗位编号"),
    "how": _("方式"),
    "is_working": _("上班"),
    "kind": _("种类"),
    "minutes": _("各次会议纪要的校验码"),
    "name": _("名称"),
    "number": _("第几"),
    "opinions": _("意见"),
    "pack": _("政策"),
    "people": _("人数"),
    "person": _("本人（摘要）"),
    "petitions": _("提请"),
    "pool": _("名单校验值"),
    "principles": _("第几次送审的原则和程序"),
    "reference_date": _("基准日"),
    "revoked": _("撤销人数"),
    "roster": _("花名册校验码"),
    "roster_return": _("花名册编号"),
    "rows": _("行数"),
    "run": _("筛查编号"),
    "sha256": _("文件校验码"),
    "size": _("字节"),
    "step": _("步骤"),
    "successor": _("并入哪个单位"),
    "table": _("表"),
    "units": _("单位数"),
    "username": _("登录名（摘要）"),
    "valid_from": _("自"),
    "valid_to": _("止（不含）"),
    "warnings": _("核对项"),
    "what": _("什么不对"),
    "where": _("哪一行"),
    "why": _("为什么"),
    "without_opinion": _("意见未报的人数"),
    "written": _("写的原因（摘要）"),
}

VEILED = frozenset(
    {"after", "answer", "arguments", "before", "email", "person", "username", "written"}
)
"""Details that are keyed digests of personal values: their words say 摘要."""

CELLS = frozenset({"fields", "before", "after"})
"""Details that name columns of a roster, in lines of the rosters."""
_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


def action_word(name: str) -> str:
    """Return what an action is called, or its name where it has no word."""
    return str(ACTIONS.get(name, name))


def subject_word(label: str) -> str:
    """Return what the kind of a subject is called."""
    return str(SUBJECTS.get(label, label))


def details_in_words(details: Mapping[str, Any], action: str = "") -> Iterator[tuple[str, str]]:
    """Give (word, value) of a line's details; of digests the first twelve signs.

    Columns of a roster are named as its sheet names them, for whoever has no list of our names.
    """
    of_rosters = action.startswith("rosters.")
    for key, value in details.items():
        if of_rosters and key in CELLS:
            value = _columns(value)
        elif of_rosters and key == "table" and value in specs():
            value = specs()[value].sheet
        yield str(DETAILS.get(key, key)), shortened(_told(value))


def shows_veiled(details: Mapping[str, Any]) -> bool:
    """Whether a digest of a personal value is among a line's details."""
    return any(key in VEILED and _DIGEST.search(_told(value)) for key, value in details.items())


def shortened(text: str) -> str:
    """Return a text in which digests are cut to their first twelve signs."""
    return _DIGEST.sub(r"\1…", text)


def _columns(value: Any) -> Any:
    """Name the cells of a roster as its sheet does; what is no cell stays as it is."""
    if isinstance(value, Mapping):
        return {column_word(str(key)): item for key, item in value.items()}
    return [column_word(str(item)) for item in value] if isinstance(value, list) else value


def column_word(field: str) -> str:
    """Return what the column of a field is called in the rosters, or the field itself."""
    for spec in specs().values():
        if field in spec.by_field:
            return str(spec.by_field[field].name)
    return field


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("不是"))
    if isinstance(value, list):
        return "、".join(map(_told, value))
    if isinstance(value, Mapping):
        return "；".join(f"{key} {_told(item)}" for key, item in value.items())
    return "—" if value is None else str(value)
