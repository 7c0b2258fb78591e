"""Forms of the admin about cohorts, and the form to join one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.languages.rules import own_name
from courses.lessons import PlannedLesson
from courses.models import CoursePage

from .events import choosable_events, entered_by_hand
from .models import ActionPlan, Mentoring, Session
from .overview import plan_for

LONGEST_NAME = 200
MOST_NAMES = 100


def course_choices() -> list[tuple[UUID, str]]:
    """Return each course once, under its title in the source language where it has one."""
    titles: dict[UUID, str] = {}
    pages = CoursePage.objects.order_by("title").select_related("locale")
    for page in sorted(pages, key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE):
        titles.setdefault(page.translation_key, page.title)
    return list(titles.items())


class CohortForm(WagtailAdminModelForm):
    """A cohort; its course is chosen by title and kept by key."""

    course_key = forms.TypedChoiceField(label=_("course"), choices=course_choices, coerce=UUID)


class DateInput(forms.DateInput):
    """The browser's own choice of a date, which phones have too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class SessionForm(forms.ModelForm):
    """A session and the lessons that are worked on in it."""

    chapter_keys = forms.MultipleChoiceField(label=_("lessons"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Session
        fields = ["on", "place", "topic", "chapter_keys", "event"]
        widgets = {"on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = plan_for(self.instance.cohort, translation.get_language())
        lessons = plan.lessons if plan else []
        self.fields["chapter_keys"].choices = [  # type: ignore[attr-defined]
            (str(lesson.key), f"{lesson.number}. {lesson.title}") for lesson in lessons
        ]
        self.fields["event"].queryset = choosable_events(self.instance.cohort)  # type: ignore[attr-defined]

    def clean_event(self) -> Any:
        """Return the event, unless people were entered there by hand: nobody is counted twice."""
        event = self.cleaned_data["event"]
        if event and (people := entered_by_hand(event)):
            raise forms.ValidationError(
                _("%(people)d people were entered at this event by hand. Take them away there first."),
                params={"people": people},
            )
        return event


class NamesForm(forms.Form):
    """People who have no e-mail address, a line each; the language of their cards."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    names = forms.CharField(
        label=_("names"), help_text=_("One person a line."), widget=forms.Textarea(attrs={"rows": 8})
    )
    language = forms.ChoiceField(label=_("language of the cards"), choices=settings.LANGUAGES)

    def clean_names(self) -> list[str]:
        """Return the names without empty lines and needless gaps."""
        names = [name for line in self.cleaned_data["names"].splitlines() if (name := " ".join(line.split()))]
        if not names or len(names) > MOST_NAMES or max(map(len, names)) > LONGEST_NAME:
            raise forms.ValidationError(
                _("Write at most %(names)d names of at most %(signs)d letters."),
                params={"names": MOST_NAMES, "signs": LONGEST_NAME},
            )
        return names


class NameForm(forms.Form):
    """Somebody's name."""

    name = forms.CharField(label=_("name"), max_length=LONGEST_NAME)


class CardForm(forms.Form):
    """The language of a card."""

    language = forms.ChoiceField(label=_("language of the card"), choices=settings.LANGUAGES)


class CertificateForm(forms.Form):
    """In which of the languages of a course a certificate is issued."""

    language = forms.ChoiceField(label=_("language of the certificates"))

    def __init__(self, languages: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, own_name(code)) for code in languages]  # type: ignore[attr-defined]


class DecisionForm(CertificateForm):
    """A trainer's decision that somebody gets the certificate, and why."""

    note = forms.CharField(label=_("reason"), max_length=200)


class RecognitionForm(forms.Form):
    """Lessons that somebody knows already, and how the trainer knows."""

    lessons = forms.TypedMultipleChoiceField(label=_("lessons"), coerce=UUID, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, lessons: Iterable[PlannedLesson], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(lesson.key, f"{lesson.number}. {lesson.title}") for lesson in lessons]
        self.fields["lessons"].choices = choices  # type: ignore[attr-defined]


class MentoringForm(forms.ModelForm):
    """A visit of a mentor."""

    class Meta:
        model = Mentoring
        fields = ["on", "mentor", "place", "agreed"]
        widgets = {"on": DateInput, "agreed": forms.Textarea(attrs={"rows": 4})}


class ActionPlanForm(forms.ModelForm):
    """A plan of action."""

    class Meta:
        model = ActionPlan
        fields = ["problem", "steps", "by_when", "result"]
        widgets = {
            "by_when": DateInput,
            **dict.fromkeys(("problem", "steps", "result"), forms.Textarea(attrs={"rows": 3})),
        }
