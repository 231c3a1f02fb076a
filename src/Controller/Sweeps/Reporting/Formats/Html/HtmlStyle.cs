namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>The page's style: light and dark by the reader's wish, light on paper. Colours have at least 4.5:1 on their ground (WCAG 2.2, 1.4.3) and never speak alone.</summary>
internal static class HtmlStyle
{
    public const string Text = """
        :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--soft:#f6f8fa;--fail:#b3261e;--warn:#8a5300;--unknown:#5c5f66;--waived:#6f42c1;--manual:#0a5cad;--pass:#1a7f37;--na:#8c959f}
        @media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9aa4af;--line:#30363d;--soft:#161b22;--fail:#ff7b72;--warn:#e3b341;--unknown:#a5abb3;--waived:#c4a7ff;--manual:#79b8ff;--pass:#56d364;--na:#6e7681}}
        *{box-sizing:border-box}
        body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:24px;max-width:1200px;background:var(--bg);color:var(--fg)}
        h1{font-size:26px;margin:0 0 4px}h2{font-size:20px;margin:32px 0 8px;border-bottom:1px solid var(--line);padding-bottom:4px}h3{font-size:16px;margin:16px 0 4px}
        p{margin:6px 0}ul{margin:6px 0;padding-left:20px}.dim{color:var(--dim)}
        dl.meta{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0}dl.meta dt{color:var(--dim)}dl.meta dd{margin:0}
        .over{display:flex;flex-wrap:wrap;gap:24px;align-items:center}
        table{border-collapse:collapse;width:100%;font-size:14px}caption{text-align:left;color:var(--dim);padding:4px 0}
        th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}td{overflow-wrap:anywhere}td.t{overflow-wrap:break-word;min-width:13em}td.w{overflow-wrap:normal}th{background:var(--soft);font-weight:600}
        .n{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal;width:4em}.z{color:var(--na)}
        table.fix{table-layout:fixed}table.small{width:auto}
        pre,code{font:13px/1.45 ui-monospace,monospace;unicode-bidi:isolate}pre{background:var(--soft);border:1px solid var(--line);padding:8px;margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
        details{border:1px solid var(--line);border-radius:6px;margin:8px 0;padding:0 12px}summary{padding:8px 0;cursor:pointer}details[open] summary{border-bottom:1px solid var(--line)}
        main section,.over{overflow-x:auto}section.part{content-visibility:auto;contain-intrinsic-size:auto 2600px}
        .mark{display:inline-block;min-width:1.4em;font-weight:700}
        .fail{fill:var(--fail);color:var(--fail)}.warn{fill:var(--warn);color:var(--warn)}.unknown{fill:var(--unknown);color:var(--unknown)}.waived{fill:var(--waived);color:var(--waived)}.manual{fill:var(--manual);color:var(--manual)}.pass{fill:var(--pass);color:var(--pass)}.na{fill:var(--na);color:var(--dim)}
        .s-fail{stroke:var(--fail)}.s-warn{stroke:var(--warn)}.s-unknown{stroke:var(--unknown)}.s-waived{stroke:var(--waived)}.s-manual{stroke:var(--manual)}.s-pass{stroke:var(--pass)}.s-na{stroke:var(--na)}
        svg{fill:var(--fg)}.donut{width:180px;height:180px}.trend{width:420px;max-width:100%}.bar{width:120px;height:10px;display:block;margin-top:6px}
        .big{font:700 15px system-ui,sans-serif}.small{font:9px system-ui,sans-serif;fill:var(--dim)}.tiny{font:5.5px system-ui,sans-serif;fill:var(--dim)}table.small{font:14px/1.5 system-ui,sans-serif}
        .grid{stroke:var(--line)}.line{fill:none;stroke:var(--manual);stroke-width:2}.dot{fill:var(--manual)}
        @media print{:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--soft:#f4f4f4;--fail:#b3261e;--warn:#8a5300;--unknown:#5c5f66;--waived:#6f42c1;--manual:#0a5cad;--pass:#1a7f37;--na:#8c959f}
        main section,.over{overflow:visible}body{padding:0;max-width:none;font-size:11px;print-color-adjust:exact}table,pre,code,table.small{font-size:10px}h2{break-after:avoid}tr,svg{break-inside:avoid}thead{display:table-header-group}
        main section,.over{overflow-x:auto}section.part{content-visibility:visible}details{border:0;padding:0}details::details-content{content-visibility:visible;block-size:auto;display:block}summary{list-style:none;font-weight:700}@page{margin:15mm}}
        """;
}
