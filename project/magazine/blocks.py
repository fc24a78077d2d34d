"""What an article of the magazine is made of."""

from __future__ import annotations

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock


class CreditedImageBlock(blocks.StructBlock):
    """A picture with what is printed below it."""

    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)
    credit = blocks.CharBlock(required=False)


class AsideBlock(blocks.StructBlock):
    """A box beside the text."""

    title = blocks.CharBlock()
    text = blocks.RichTextBlock()
    facts = blocks.ListBlock(blocks.CharBlock(), required=False)


class ArticleBody(blocks.StreamBlock):
    """The blocks of an article."""

    heading = blocks.CharBlock(form_classname="title")
    paragraph = blocks.RichTextBlock()
    quote = blocks.BlockQuoteBlock()
    image = CreditedImageBlock()
    table = TableBlock()
    embed = EmbedBlock()
    aside = AsideBlock()
