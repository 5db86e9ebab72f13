"""The icons: paths on a 24 × 24 grid, drawn with the pen of ``.i`` in office.css."""

# ruff: noqa: E501 - a path is one thing

ICONS = {
    "alert": '<circle cx="12" cy="12" r="9.5"/><path d="M12 7v6M12 16.6v.2"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l4 2.5"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "download": '<path d="M12 3v12M6.5 10l5.5 5.5L17.5 10M4 20.5h16"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="1"/><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5"/>',
    "pin": '<path d="M8 3.5h8M12 14v7M9.5 3.5V9L7 14h10l-2.500-5V3.500"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3"/><rect x="7" y="14" width="10" height="6.5"/>',
    "return": '<path d="M9 6L4 11l5 5"/><path d="M4 11h11a5 5 0 0 1 0 10h-3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.500 15.500L21 21"/>',
    "upload": '<path d="M12 15.500V3.500M6.500 9L12 3.500 17.500 9M4 20.500h16"/>',
    "warning": '<path d="M12 3.500L22 20.500H2z"/><path d="M12 10v5M12 17.600v.2"/>',
}
