"""Print runs of handbooks."""

from datetime import date
from uuid import uuid4

import factory

from handbooks.stock.models import PrintRun


class PrintRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PrintRun

    handbook_key = factory.LazyFunction(uuid4)
    language = "bg"
    title = "Чести случаи"
    printed_on = date(2014, 5, 1)
    copies = 250
