from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0002_provisions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='incident',
            name='status',
            field=models.CharField(choices=[('reported', 'gemeld'), ('taken_up', 'opgepakt'), ('measure_proposed', 'maatregel voorgesteld'), ('settled', 'afgehandeld')], default='reported', max_length=20),
        ),
    ]
