from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from schoolgids.interface import views

urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.plain, {"page": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.plain, {"page": "accessibility"}, name="accessibility"),
    path("hulp/", views.plain, {"page": "help"}, name="help"),
    # Choosing a language harms nobody; without a token the public pages stay free of cookies.
    path("taal/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("stijl/<slug:school>.<slug:version>.css", views.school_style, name="school_style"),
]
