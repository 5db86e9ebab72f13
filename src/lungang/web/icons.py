"""The icons: paths on a 24 × 24 grid, drawn with the pen of ``.i`` in office.css."""

# ruff: noqa: E501 - a path is one thing

ICONS = {
    "alert": '<circle cx="12" cy="12" r="9.5"/><path d="M12 7v6M12 16.6v.2"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "ban": '<circle cx="12" cy="12" r="9.5"/><path d="M5.5 5.5l13 13"/>',
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l4 2.5"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "download": '<path d="M12 3v12M6.5 10l5.5 5.5L17.5 10M4 20.5h16"/>',
    "edit": '<path d="M4 20h4L19.500 8.500l-4-4L4 16z"/><path d="M13 7l4 4"/>',
    "file": '<path d="M6 2.500h8l5 5v14H6z"/><path d="M14 2.500v5h5"/>',
    "key": '<circle cx="8" cy="15" r="4.500"/><path d="M11.500 12L20 3.500M16 7.500l3 3"/>',
    "list": '<path d="M8 6h12M8 12h12M8 18h12M3.500 6h.2M3.500 12h.2M3.500 18h.2"/>',
    "lock": '<rect x="4.5" y="10.5" width="15" height="10.500" rx="1.5"/><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1"/><path d="M3.500 6.500L12 13l8.500-6.500"/>',
    "person": '<circle cx="12" cy="7.500" r="4"/><path d="M4 21c0-5 3.500-7.500 8-7.500s8 2.500 8 7.500"/>',
    "pin": '<path d="M9 3h6l-1 7 4 4H6l4-4z"/><path d="M12 14v7"/>',
    "plus": '<path d="M12 4.500v15M4.500 12h15"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3"/><rect x="7" y="14" width="10" height="6.5"/>',
    "return": '<path d="M9 6L4 11l5 5"/><path d="M4 11h11a5 5 0 0 1 0 10h-3"/>',
    "screen": '<rect x="3" y="4" width="18" height="12.500" rx="1"/><path d="M9 20.500h6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "send": '<path d="M3.500 11.500L21 3.500l-6 17.500-4-7z"/>',
    "stop": '<rect x="6" y="6" width="12" height="12"/>',
    "swap": '<path d="M4 8h15l-4-4M20 16H5l4 4"/>',
    "undo": '<path d="M8 5L3 10l5 5"/><path d="M3 10h11a6 6 0 0 1 0 12"/>',
    "upload": '<path d="M12 15.5V3.5M6.5 9L12 3.5 17.5 9M4 20.5h16"/>',
    "warning": '<path d="M12 3.5L22 20.5H2z"/><path d="M12 10v5M12 17.6v.2"/>',
}
