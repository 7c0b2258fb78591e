"""The page types of the demo, one address each; `{code}` stands for the short address of the handbook."""

EVERYWHERE = [
    "",
    "handbooks/",
    "handbooks/common-cases/",
    "handbooks/common-cases/school/",
    "courses/",
    "courses/common-cases/",
    "courses/common-cases/school/",
    "help/",
    "learning/",
    "learning/resume/",
    "search/",
    "search/?q=112",
    "search/?q=nothing-has-this-word",
    "go/{code}/poster/",
    "no/such/page/",
]
BULGARIAN = [
    "projects/",
    "projects/capacity-building/",
    "projects/roma-up/",
    "projects/roma-up/plan-lom/",
    "events/",
    "events/strazhitsa-2018/",
    "news/",
    "news/debate-in-strazhitsa/",
    "about/",
    "reports/",
    "reports/2017/",
    "reports/2018/",
]
NO_LANGUAGE = ["/", "/go/{code}/", "/no-such-page/"]
NOT_IN_THIS_LANGUAGE = ["/ar/help/", "/bg-simple/about/"]

LANGUAGES = ["bg", "bg-simple", "ar-simple"]
PAGE_TYPES = [
    *NO_LANGUAGE,
    *NOT_IN_THIS_LANGUAGE,
    *(f"/{language}/{path}" for language in LANGUAGES for path in EVERYWHERE),
    *(f"/bg/{path}" for path in BULGARIAN),
]
LESSON = "/bg/courses/common-cases/school/"
CHAPTER = "/bg/handbooks/common-cases/school/"
