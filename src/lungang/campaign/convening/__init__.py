"""The work meeting (交流人员工作会) is convened: when, where, and every unit that took part."""
