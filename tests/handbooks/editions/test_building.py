"""The worker's side: rows that are due become files, whatever happens in the middle."""

import errno
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from handbooks.editions import building, services
from handbooks.editions.models import Attempt, Build, Job
from handbooks.publishing.formats import Written
from handbooks.publishing.problems import ContentProblem
from tests.factories import ChapterPageFactory
from tests.factories.editions import build_all, titles_format, write_titles

pytestmark = pytest.mark.usefixtures("formats")


def pass_time(**much):
    """Let everything that is planned or held be so much older."""
    for job in Job.objects.all():
        for name in ("due_at", "lease_until", "waiting_since"):
            if getattr(job, name):
                setattr(job, name, getattr(job, name) - timedelta(**much))
        job.save()


def content(build):
    with build.file.open("rb") as file:
        return file.read().decode()


@pytest.fixture
def job(handbook, chapters):
    """The row of the handbook's only file, due now."""
    pass_time(minutes=1)
    return Job.objects.get()


class TestAfterPublishing:
    def test_many_chapters_published_together_make_one_file(self, handbook):
        for number in range(20):
            ChapterPageFactory(parent=handbook, title=f"Глава {number}", slug=f"chapter-{number}")

        assert Job.objects.count() == 1
        assert build_all() == 0, "editors haven't paused yet"
        pass_time(seconds=25)
        assert build_all() == 1
        assert content(Build.objects.get()).startswith("1. Глава 0\n2. Глава 1\n")

    def test_who_never_pauses_gets_a_file_all_the_same(self, handbook, chapters):
        Job.objects.update(waiting_since=timezone.now() - services.LONGEST_WAIT)
        due = Job.objects.get().due_at

        chapters[0].save_revision().publish()

        assert Job.objects.get().due_at == due

    def test_each_language_has_its_own(self, handbook, chapters):
        assert {job.language for job in Job.objects.all()} == {"bg"}

    def test_what_is_made_on_request_only_is_not_made(self, handbook, chapters, formats):
        formats["press"] = titles_format("press", on_request=True)
        chapters[0].save_revision().publish()

        assert [job.format_name for job in Job.objects.all()] == ["titles"]

    def test_a_file_says_what_it_is(self, job):
        build_all()

        build = Build.objects.get()
        assert (build.language, build.format_name, build.pages, build.title) == (
            "bg",
            "titles",
            2,
            "Често срещани случаи",
        )
        assert build.size == len(content(build).encode())
        assert Job.objects.get().current == build

    def test_the_same_text_is_not_made_twice(self, job, handbook):
        build_all()
        services.text_changed(handbook_key=handbook.translation_key, language="bg")
        pass_time(minutes=1)
        build_all()

        assert Build.objects.count() == 1
        assert Attempt.objects.filter(is_done=True).count() == 2

    def test_a_new_text_takes_the_place_of_the_one_before(self, job, chapters):
        build_all()
        before = Build.objects.get()
        chapters[0].title = "Новото"
        chapters[0].save_revision().publish()
        assert Job.objects.get().current == before, "the last good file is offered meanwhile"
        pass_time(minutes=1)
        build_all()

        assert "Новото" in content(Job.objects.get().current)

    def test_a_file_that_was_lost_is_made_again(self, job, handbook):
        build_all()
        lost = Build.objects.get()
        lost.file.storage.delete(lost.file.name)
        services.ask_for(handbook_key=handbook.translation_key, language="bg", format_name="titles")
        build_all()

        assert content(Build.objects.get()).startswith("1. A")

    def test_a_handbook_that_is_not_public_has_no_file(self, job, handbook):
        handbook.unpublish()
        pass_time(minutes=1)
        build_all()

        job.refresh_from_db()
        assert (job.current, job.due_at, job.problem) == (None, None, "")


class TestTheLease:
    def test_no_row_is_taken_twice(self, job):
        assert building.take() == job
        assert building.take() is None

    def test_a_row_that_another_worker_takes_in_between_is_left_to_it(self, job, monkeypatch):
        others, real = [], building.uuid.uuid4

        def in_between():
            monkeypatch.setattr(building.uuid, "uuid4", real)
            others.append(building.take())
            return real()

        monkeypatch.setattr(building.uuid, "uuid4", in_between)

        assert building.take() is None
        assert others == [job]
        assert Job.objects.get().lease == others[0].lease

    def test_a_worker_that_died_loses_the_row_and_the_log_says_so(self, job):
        dead = building.take()
        Attempt.objects.create(job=dead)
        pass_time(minutes=6)

        assert build_all() == 1
        assert [attempt.problem for attempt in Attempt.objects.order_by("pk")] == [building.WORKER_STOPPED, ""]
        assert Job.objects.get().current

    def test_a_worker_that_comes_back_late_changes_nothing(self, job):
        late = building.take()
        pass_time(minutes=6)
        build_all()
        made = Job.objects.get().current

        building.make(late)

        assert (Job.objects.get().current, Build.objects.count()) == (made, 1)

    def test_a_worker_that_reports_knows_that_it_has_lost_the_row(self, job, monkeypatch):
        monkeypatch.setattr(building, "SECONDS_BETWEEN_REPORTS", 0)
        late = building.take()
        Job.objects.update(lease=None)

        with pytest.raises(building.LeaseLost):
            building._reporter(late)(0.5)

    def test_progress_is_seen_and_keeps_the_lease(self, job, formats, monkeypatch):
        monkeypatch.setattr(building, "SECONDS_BETWEEN_REPORTS", 0)
        seen = []

        def write(book, target, progress):
            progress(0.25)
            row = Job.objects.get()
            seen.append((row.progress, row.lease_until > timezone.now()))
            return Written()

        formats["titles"] = titles_format(write=write)
        build_all()

        assert seen == [(25, True)]

    def test_what_is_published_while_its_file_is_made_is_made_again(self, job, formats, chapters):
        def write(book, target, progress):
            chapters[0].save_revision().publish()
            return write_titles(book, target, progress)

        formats["titles"] = titles_format(write=write)
        build_all()

        job.refresh_from_db()
        assert job.current
        assert job.due_at > timezone.now(), "the row stays due"


class TestWhatGoesWrong:
    def fail(self, formats, error):
        def write(book, target, progress):
            target.write(b"half of it")
            raise error

        formats["titles"] = titles_format(write=write)
        build_all()
        return Job.objects.get()

    def test_a_problem_in_the_text_is_said_with_its_place_in_the_readers_language(self, job, formats):
        text = "The file of the picture “%(title)s” is missing or can't be read. Upload it again."
        failed = self.fail(formats, ContentProblem(text, "A", title="Карта"))

        assert (failed.problem_place, failed.current) == ("A", None)
        with translation.override("en"):
            assert failed.problem_text == text % {"title": "Карта"}

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(errno.ENOSPC, "No space left on device"), building.DISK_FULL),
            (RuntimeError("?"), building.UNKNOWN),
            (OSError(errno.EIO, "?"), building.UNKNOWN),
        ],
    )
    def test_what_is_not_in_the_text_is_for_whoever_runs_the_server(self, job, formats, error, said):
        assert self.fail(formats, error).problem == said

    def test_the_last_good_file_stays_and_nothing_half_written_is_kept(self, job, formats, chapters):
        build_all()
        good = Build.objects.get()
        chapters[0].title = "Новото"
        chapters[0].save_revision().publish()
        pass_time(minutes=1)

        assert self.fail(formats, RuntimeError()).current == good
        assert list(Build.objects.all()) == [good]

    def test_a_full_store_leaves_no_row(self, job, monkeypatch):
        storage = Build._meta.get_field("file").storage
        monkeypatch.setattr(storage, "_save", lambda *_args: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        build_all()

        job.refresh_from_db()
        assert (job.problem, Build.objects.count()) == (building.DISK_FULL, 0)

    def test_it_is_tried_again_after_a_while_and_is_made_when_the_fault_has_ended(self, job, formats):
        failed = self.fail(formats, OSError(errno.ENOSPC, "full"))
        assert failed.due_at > timezone.now()
        formats["titles"] = titles_format()
        pass_time(minutes=2)
        build_all()

        job.refresh_from_db()
        assert (job.problem, job.attempts, job.due_at) == ("", 0, None)
        assert content(job.current).startswith("1. A")

    def test_each_wait_is_longer_up_to_a_limit(self, job, formats):
        waits = []
        for _attempt in range(6):
            failed = self.fail(formats, RuntimeError())
            waits.append(failed.due_at - timezone.now())
            pass_time(hours=4)

        rounded = [timedelta(minutes=round(wait.total_seconds() / 60)) for wait in waits]
        assert rounded == [*building.WAITS, building.WAITS[-1], building.WAITS[-1]]


class TestTheTimetable:
    def test_a_change_without_an_event_is_noticed_by_its_fingerprint(self, job, handbook):
        build_all()
        assert building.notice_stale() == 0
        type(handbook).objects.update(title="Тихо променено")
        building.content_changed()
        building.cache.clear()

        assert building.notice_stale() == 1
        assert Job.objects.get().due_at

    def test_nothing_is_read_while_nothing_changed(self, job, django_assert_num_queries):
        build_all()
        building.notice_stale()

        with django_assert_num_queries(0):
            assert building.notice_stale() == 0

    def test_replaced_files_are_deleted_after_a_day(self, job, chapters):
        build_all()
        old = Build.objects.get()
        chapters[0].title = "Новото"
        chapters[0].save_revision().publish()
        pass_time(minutes=1)
        build_all()
        assert building.remove_superseded() == 0

        Build.objects.update(made_at=timezone.now() - timedelta(days=2))
        assert building.remove_superseded() == 1
        assert Build.objects.get() == Job.objects.get().current
        assert not old.file.storage.exists(old.file.name)

    def test_remains_of_a_worker_that_died_are_deleted(self, job, monkeypatch):
        build_all()
        storage = Build._meta.get_field("file").storage
        name = storage.save("editions/half.pdf", building.File(building.tempfile.TemporaryFile()))
        assert building.remove_superseded() == 0
        monkeypatch.setattr(type(storage), "get_modified_time", lambda *_args: timezone.now() - timedelta(days=2))

        assert building.remove_superseded() >= 1
        assert not storage.exists(name)
        assert storage.exists(Build.objects.get().file.name)


class TestTheBroker:
    def test_publishing_works_without_one(self, handbook, chapters, committed, monkeypatch):
        def gone(*_args, **_options):
            raise ConnectionRefusedError

        monkeypatch.setattr(services.current_app, "send_task", gone)
        with committed():
            chapters[0].save_revision().publish()

        chapters[0].refresh_from_db()
        assert chapters[0].live
        assert Job.objects.get().due_at

    def test_workers_are_woken_once_the_text_is_committed(self, handbook, chapters, committed, monkeypatch):
        sent = []
        monkeypatch.setattr(services.current_app, "send_task", lambda name, **options: sent.append((name, options)))
        with committed():
            chapters[0].save_revision().publish()
            assert sent == []

        assert sent == [("handbooks.editions.tasks.build_due", {"countdown": 21.0, "retry": False})]
