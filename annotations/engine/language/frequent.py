"""The most frequent words of languages: they tell a text's language, and alone they name nobody."""

from __future__ import annotations

_WORDS = {
    "ru": (
        "и в во не на что я он с со как а то все она так его но да ты к у же вы за бы по ее мне было вот от "
        "меня о из ему для мы их это этот ли уже или ни быть был до при после также который которые были они "
        "нет есть"
    ),
    "uk": (
        "і й та в у на що не з із зі до як це він вона вони є але за про від для його її який яка які було "
        "був була були також або після під час ще тільки між цього"
    ),
    "be": (
        "і у ў на што не з да як гэта ён яна яны але за пра ад для яго яе які якая якія быў была былі таксама "
        "або пасля яшчэ гэтага"
    ),
    "bg": (
        "и в на не че с за се от по да са като при е до или което които който това тази този беше след само още но си"
    ),
    "kk": ("және мен бен бұл да де үшін еді деп бір осы ол оның болып бар жоқ емес кейін туралы өз қазақстан"),
    "en": (
        "the of and to in is that for it as was with be by on not he his but at are this have from or had an "
        "they which you were her all she there would their we him been has when who will more no if out so "
        "said what a i"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
        "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
        "oder aber vor zur bis"
    ),
    "fr": (
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec "
        "ou son aux mais comme ont cette été elle nous dont leur ses sa d l s n qu ces"
    ),
    "es": (
        "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha o este "
        "sí porque esta entre cuando muy sin sobre también me hasta hay donde fue han son"
    ),
    "it": (
        "di e il la che in a per un è del non sono una della i con le si da al come dei ha più gli anche ma "
        "alla nel delle lo se ci o questo hanno dal nella essere era stato suo tra"
    ),
    "pt": (
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua "
        "ou quando muito nos já eu também só pelo pela até isso ela entre depois foi são"
    ),
    "pl": (
        "w i na z się nie do to że jest o jak a po co za od dla jego są przez oraz przy być tym już tylko ale "
        "ma ich które który była było został także pod jej może"
    ),
    "nl": (
        "de van het een en in is dat op te zijn met voor niet aan er die om ook als bij door maar naar uit "
        "wordt heeft werd over nog tot worden was hij zij hun deze"
    ),
    "tr": (
        "ve bir bu da de için ile çok olarak daha olan gibi en ne var kadar sonra o ama değil ise diye mi "
        "göre her oldu olduğu türkiye"
    ),
    "cs": (
        "a v se na je že o s z do i to k ve pro za by ale si po jako jsou od jeho který která které nebo při "
        "tak také byl byla bylo už až jen"
    ),
}
FREQUENT: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _WORDS.items()}
"""Words by language tag, spelt as in that language, in lower case."""
