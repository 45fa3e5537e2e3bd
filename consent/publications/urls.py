from django.urls import path

from consent.publications import views

here = "school/<slug:school>/toestemming"

app_name = "publications"
urlpatterns = [
    path(f"{here}/controle/", views.CheckPage.as_view(), name="check"),
    path(f"{here}/publicaties/", views.PublicationList.as_view(), name="list"),
    path(f"{here}/publicaties/nieuw/", views.Register.as_view(), name="register"),
    path(f"{here}/publicaties/<uuid:pk>/", views.PublicationPage.as_view(), name="page"),
]
