"""One look for one state: the tone and shape of the tag, by the word that it carries."""

from django.utils.translation import gettext_noop as _

TONES: dict[str, tuple[str, str]] = {
    # tasks and returns
    _("未开始"): ("idle", ""),
    _("填了一半"): ("warn", "clock"),
    _("已上报"): ("brand", "arrow"),
    _("已退回"): ("bad", "return"),
    _("已接收"): ("ok", "check"),
    _("已撤销"): ("idle", ""),
    _("已重报"): ("idle", ""),
    _("待接收"): ("idle", "clock"),
    _("未签收"): ("bad", "alert"),
    _("已办"): ("ok", "check"),
    _("可办"): ("brand", "arrow"),
    _("等前一步"): ("idle", ""),
    _("已答复"): ("ok", "check"),
    _("过时未报"): ("bad", "alert"),
    _("过时未办"): ("bad", "alert"),
    # corrections, petitions, pools
    _("待审"): ("warn", "clock"),
    _("已更正"): ("ok", "check"),
    _("未准"): ("bad", "alert"),
    _("已同意"): ("ok", "check"),
    _("未同意"): ("bad", "alert"),
    _("已撤回"): ("idle", "return"),
    _("待确认"): ("warn", "clock"),
    _("已确认"): ("ok", "check"),
    # principles
    _("待定"): ("warn", "clock"),
    _("已重定"): ("idle", ""),
    _("待第二人确认"): ("warn", "clock"),
    # inquiries
    _("待答"): ("warn", "clock"),
    _("已答"): ("ok", "check"),
    _("已收回"): ("idle", "return"),
    _("待办"): ("warn", "clock"),
    # duties of avoidance
    _("未了"): ("warn", "clock"),
    _("已另行安排"): ("ok", "check"),
    _("仍在原位"): ("bad", "alert"),
    _("已由补充公布安排"): ("ok", "check"),
    # verdicts
    _("应交流"): ("brand", ""),
    _("应轮岗"): ("idle", ""),
    _("可交流"): ("line", ""),
    _("暂缓"): ("warn", "clock"),
    _("不列入"): ("line", ""),
    # plans
    _("拟定"): ("idle", ""),
    _("已定"): ("ok", "check"),
    _("未能安排"): ("bad", "alert"),
    _("密封"): ("seal", "lock"),
    _("已发布"): ("ok", "check"),
    _("未核对"): ("warn", "warning"),
    # the work meeting
    _("已召集"): ("brand", "arrow"),
    _("已取消"): ("idle", "stop"),
    _("已召开"): ("ok", "check"),
    # moves
    _("未领"): ("warn", "clock"),
    _("未送"): ("warn", "clock"),
    _("待开"): ("warn", "clock"),
    _("待交本人"): ("warn", "clock"),
    _("待交接"): ("brand", "arrow"),
    _("待报到"): ("brand", "arrow"),
    _("已报到"): ("ok", "check"),
    _("已任免"): ("ok", "check"),
    # repairs after release
    _("已登记"): ("idle", "clock"),
    _("已算"): ("brand", "arrow"),
    _("已补充公布"): ("ok", "check"),
    _("不再修补"): ("idle", ""),
    _("已由补充公布代替"): ("idle", ""),
    # reviews
    _("待答复"): ("warn", "clock"),
    _("维持"): ("idle", "check"),
    _("变更"): ("brand", "arrow"),
    _("不予受理"): ("idle", "stop"),
    # jobs
    _("等候"): ("idle", "clock"),
    _("正在计算"): ("brand", "clock"),
    _("计算完成"): ("ok", "check"),
    _("未能完成"): ("bad", "alert"),
    _("已停止"): ("idle", "stop"),
    _("中断"): ("warn", "warning"),
    # accounts
    _("可登录"): ("ok", "check"),
    _("已停用"): ("idle", "stop"),
    _("待启用"): ("warn", "clock"),
    _("在任"): ("ok", "check"),
    _("已止"): ("idle", ""),
}
