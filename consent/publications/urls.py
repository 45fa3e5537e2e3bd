from django.urls import path

from consent.publications import figure_views, hold_views, proof_views, removal_views, views

here = "school/<slug:school>/toestemming"

app_name = "publications"
urlpatterns = [
    path(f"{here}/controle/", views.CheckPage.as_view(), name="check"),
    path(f"{here}/publicaties/", views.PublicationList.as_view(), name="list"),
    path(f"{here}/publicaties/nieuw/", views.Register.as_view(), name="register"),
    path(f"{here}/publicaties/<uuid:pk>/", views.PublicationPage.as_view(), name="page"),
    path(f"{here}/cijfers/", figure_views.FiguresPage.as_view(), name="figures"),
    path(f"{here}/niet-vindbaar/", hold_views.HoldList.as_view(), name="holds"),
    path(f"{here}/niet-vindbaar/<uuid:pk>/", hold_views.EndHold.as_view(), name="end_hold"),
    path(f"{here}/weghalen/<uuid:pk>/", removal_views.Settle.as_view(), name="take_down"),
    path(
        "mijn/<slug:board>/toestemming/weghalen/",
        removal_views.MyTakeDowns.as_view(),
        name="my_take_downs",
    ),
    path(f"{here}/op-een-dag/", proof_views.OnDay.as_view(), name="on_day"),
    path(f"{here}/op-een-dag/<uuid:pk>/bewijs/", proof_views.ProofPage.as_view(), name="proof"),
]
