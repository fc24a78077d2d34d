"""What the web does to addresses, as data: tracking parameters, shorteners, wrappers, files, home pages.

The parameters are those that browsers and ClearURLs strip on every site.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "fb_", "oly_", "vero_", "at_", "__hs")

TRACKING = _words(
    """
    fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid ymclid ybaip twclid ttclid li_fat_id igshid igsh
    epik s_kwcid ef_id mc_cid mc_eid ml_subscriber ml_subscriber_hash mkt_tok _openstat openstat from_openstat xtor
    _ga _gl _gac _hsenc _hsmi hsctatracking wickedid rb_clickid irclickid cvid ocid ncid cmpid s_cid sr_share spm
    ref ref_ ref_src ref_url referrer smid smtyp tpcc guccounter guce_referrer guce_referrer_sig __twitter_impression
    __tn__ soc_src soc_trk phpsessid jsessionid
    """
)
"""Parameters that tell where a reader came from and never which page is shown; in lower case."""

SHORTENERS = _words(
    """
    1url.com 2.gp 4sq.com adf.ly aka.ms amp.gs amzn.to apne.ws bbc.in bit.do bit.ly bitly.com bl.ink bloom.bg buff.ly
    clck.ru cli.re cnn.it cutt.ly db.tt dlvr.it econ.st fb.me flip.it fxn.ws g.co geni.us gg.gg git.io goo.gl goo.su
    gu.com hubs.ly hyperurl.co ift.tt is.gd j.mp kutt.it lc.chat lnkd.in lnnk.in mailchi.mp n.pr nyti.ms on.ft.com
    on.wsj.com ow.ly pst.cr qps.ru qr.ae qr.net rb.gy rebrand.ly reut.rs s.id short.io shorturl.at shrtco.de
    smarturl.it snip.ly soo.gd spoti.fi su.pr surl.li t.cn t.co t.ly tgr.ph tiny.cc tiny.one tinyurl.com to.ly tr.im
    trib.al tumblr.co u.nu u.to url.ie v.gd v.ht vk.cc wapo.st wp.me x.co ya.cc zpr.io
    """
)
"""Hosts whose addresses say nothing about where they lead."""

TARGET_PARAMETERS = _words(
    """
    u url uri to q l r go goto target dest destination redirect redirect_to redirect_uri redirect_url redir rurl
    link out href next continue ext site location forward jump
    """
)
"""Parameters in which a redirect wrapper carries the address it leads to."""

SENDING_PATHS = _words(
    "share sharer sharer.php share.php sharearticle intent submit send save dialog login signin translate"
)
"""Parts of a path by which a form that sends an address on is told from a wrapper."""

HOME_FILES = _words("index.html index.htm index.php index.asp index.aspx index.jsp default.aspx home main")
"""Last part of the address of a home page, where it has one."""

FILE_ENDINGS = (
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".txt", ".xls", ".xlsx", ".csv", ".ppt", ".pptx", ".zip", ".rar",
    ".7z", ".gz", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".ogg", ".wav", ".mp4", ".webm", ".mov",
)
"""Endings of addresses that lead to a file, not to a page."""
