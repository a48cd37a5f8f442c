"""People, apart from all other tables: those of other packages name them, and are made before the rest."""

import django.utils.timezone
from django.db import migrations, models

from repository.models.tables import AllTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('repository', '0001_spine'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        AllTables(operations=[
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='mail address')),
                    ('given_name', models.CharField(blank=True, max_length=150, verbose_name='given name')),
                    ('family_name', models.CharField(blank=True, max_length=150, verbose_name='family name')),
                    ('orcid', models.CharField(blank=True, max_length=19, verbose_name='ORCID')),
                    ('affiliation', models.CharField(blank=True, max_length=300, verbose_name='affiliation')),
                    ('affiliation_ror', models.CharField(blank=True, max_length=9, verbose_name='ROR of the affiliation')),
                    ('language', models.CharField(default='en', max_length=5, verbose_name='language')),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_staff', models.BooleanField(default=False)),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
