"""Language tags (a subset of BCP 47) and texts held in several languages; ISO 639 codes from one table."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import AfterValidator, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from repository.record.part import Line, Text

UNDETERMINED: Final = "und"

# ISO 639-1, then ISO 639-2 terminological and, where it differs, bibliographic code.
_ISO_639: Final = """
aa aar,ab abk,ae ave,af afr,ak aka,am amh,an arg,ar ara,as asm,av ava,ay aym,az aze,ba bak,be bel,bg bul,bh bih,
bi bis,bm bam,bn ben,bo bod tib,br bre,bs bos,ca cat,ce che,ch cha,co cos,cr cre,cs ces cze,cu chu,cv chv,
cy cym wel,da dan,de deu ger,dv div,dz dzo,ee ewe,el ell gre,en eng,eo epo,es spa,et est,eu eus baq,fa fas per,
ff ful,fi fin,fj fij,fo fao,fr fra fre,fy fry,ga gle,gd gla,gl glg,gn grn,gu guj,gv glv,ha hau,he heb,hi hin,
ho hmo,hr hrv,ht hat,hu hun,hy hye arm,hz her,ia ina,id ind,ie ile,ig ibo,ii iii,ik ipk,io ido,is isl ice,it ita,
iu iku,ja jpn,jv jav,ka kat geo,kg kon,ki kik,kj kua,kk kaz,kl kal,km khm,kn kan,ko kor,kr kau,ks kas,ku kur,
kv kom,kw cor,ky kir,la lat,lb ltz,lg lug,li lim,ln lin,lo lao,lt lit,lu lub,lv lav,mg mlg,mh mah,mi mri mao,
mk mkd mac,ml mal,mn mon,mr mar,ms msa may,mt mlt,my mya bur,na nau,nb nob,nd nde,ne nep,ng ndo,nl nld dut,nn nno,
no nor,nr nbl,nv nav,ny nya,oc oci,oj oji,om orm,or ori,os oss,pa pan,pi pli,pl pol,ps pus,pt por,qu que,rm roh,
rn run,ro ron rum,ru rus,rw kin,sa san,sc srd,sd snd,se sme,sg sag,si sin,sk slk slo,sl slv,sm smo,sn sna,so som,
sq sqi alb,sr srp,ss ssw,st sot,su sun,sv swe,sw swa,ta tam,te tel,tg tgk,th tha,ti tir,tk tuk,tl tgl,tn tsn,
to ton,tr tur,ts tso,tt tat,tw twi,ty tah,ug uig,uk ukr,ur urd,uz uzb,ve ven,vi vie,vo vol,wa wln,wo wol,xh xho,
yi yid,yo yor,za zha,zh zho chi,zu zul
"""
_ROWS: Final = [row.split() for row in _ISO_639.replace("\n", "").split(",")]
_TO_TWO: Final = {code: row[0] for row in _ROWS for code in row[1:]}
_TO_THREE: Final = {row[0]: row[1] for row in _ROWS}
_BIBLIOGRAPHIC: Final = {row[0]: row[-1] for row in _ROWS}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|[0-9]{3}))?", re.IGNORECASE | re.ASCII)


def normalise_language(tag: str) -> str:
    """The one spelling of a language tag: `FRE` and `fra` are `fr`, `pt_br` is `pt-BR`.

    Errors: `language-unknown` when it is no tag of language[-Script][-REGION], or no known two-letter code.
    """
    match = _TAG.fullmatch(tag.strip())
    language = match[1].lower() if match else ""
    language = _TO_TWO.get(language, language)
    if not match or (len(language) == 2 and language not in _TO_THREE):
        raise PydanticCustomError("language-unknown", "{value} is not a language", {"value": tag[:40]})
    return "-".join([language, *([match[2].title()] if match[2] else []), *([match[3].upper()] if match[3] else [])])


def iso_639_2(tag: str, *, bibliographic: bool = False) -> str:
    """The three-letter code of a tag's language: `fr` is `fra`, or `fre` in the bibliographic list."""
    language = tag.split("-", maxsplit=1)[0]
    return (_BIBLIOGRAPHIC if bibliographic else _TO_THREE).get(language, language)


Language = Annotated[str, AfterValidator(normalise_language)]
"""A language tag such as `en`, `fr`, `pt-BR`, or `und` where nobody said."""


class Localised(Mapping[str, str]):
    """The same text in one or more languages: an immutable, hashable mapping of language tag -> text."""

    __slots__ = ("_pairs",)
    _pairs: tuple[tuple[str, str], ...]
    texts: ClassVar[Any] = Line

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Check and keep the texts. Errors: pydantic's ValidationError."""
        checked = TypeAdapter(type(self)).validate_python(dict(texts))
        object.__setattr__(self, "_pairs", checked._pairs)

    @classmethod
    def _sealed(cls, texts: Mapping[str, str]) -> Self:
        made = cls.__new__(cls)
        object.__setattr__(made, "_pairs", tuple(sorted(texts.items())))
        return made

    def best(self, *languages: str) -> str:
        """The text in the first of these languages that is there, else English, else the first there is."""
        return self[self.best_language(*languages)]

    def best_language(self, *languages: str) -> str:
        """The language `best` would answer in; a tag with a region also finds the language alone."""
        for wanted in (*languages, "en"):
            for candidate in (wanted, wanted.split("-", maxsplit=1)[0]):
                if candidate in self:
                    return candidate
        return self._pairs[0][0]

    def __getitem__(self, language: str) -> str:
        for tag, text in self._pairs:
            if tag == language:
                return text
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (tag for tag, _ in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Localised) and self._pairs == other._pairs

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self._pairs)!r})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self)._sealed, (dict(self._pairs),))

    @classmethod
    def _read(cls, value: object, check: core_schema.ValidatorFunctionWrapHandler) -> Self:
        if isinstance(value, cls):
            return value
        texts: dict[str, str] = check(dict(value) if isinstance(value, Mapping) else value)
        if not texts:
            raise PydanticCustomError("text-missing", "no text in any language")
        if isinstance(value, Mapping) and len(texts) < len(value):
            raise PydanticCustomError("language-twice", "one language given twice")
        return cls._sealed(texts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            cls._read,
            handler.generate_schema(dict[Language, cls.texts]),  # type: ignore[name-defined]
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


class LocalisedLine(Localised):
    """A text of one line in one or more languages."""

    __slots__ = ()


class LocalisedText(Localised):
    """A text of one or more lines in one or more languages."""

    __slots__ = ()
    texts = Text
