from django.urls import path

from schoolgids.house import views

app_name = "house"
PAGE = "school/<slug:school>/huisstijl/"
urlpatterns = [
    path(PAGE, views.StylePage.as_view(), name="style"),
    path(f"{PAGE}voorbeeld/<slug:colours>.css", views.SampleStyle.as_view(), name="sample"),
    path("logo/<slug:school>.<slug:version>.<slug:ending>", views.logo, name="logo"),
]
