"""Given names by which a Russian is known in a Latin text, as data.

A line holds a Russian name and the Latin spellings that custom has beside those that standards give.
"""

from __future__ import annotations

_TABLE = """
Абдулла
Абрам
Адам
Айдар
Айнур
Айрат
Аким
Алан
Александр alexander aleksander alexandr alex
Александра alexandra aleksandra
Алексей alexei alexey alexis
Алёна alyona alena
Алина
Алиса alice alisa
Алла
Алмаз
Альберт albert
Альбина
Альфия
Анастасия anastasia anastasiya
Анатолий anatoly anatoli
Ангелина
Андрей andrei andrey andrew
Анна
Антон
Антонина
Анфиса
Аркадий arkady arkadi
Арсен
Арсений arseny arseni
Артём artyom artem artiom
Артур arthur artur
Аслан
Ахмед
Богдан
Борис
Вадим
Валентин valentin
Валентина
Валерий valery valeri
Валерия valeria valeriya
Варвара
Василий vasily vassily vasili vassili
Василиса
Вениамин
Вера
Вероника veronica
Виктор victor
Виктория victoria
Виталий vitaly vitali vitalii
Владимир
Владислав
Владлен
Всеволод
Вячеслав viacheslav vyacheslav
Галина
Геннадий gennady gennadi
Георгий georgy georgi george
Герман german herman
Глеб
Григорий grigory grigori gregory
Давид david
Данил
Даниил daniil daniel
Дарья daria darya dariya
Денис dennis
Диана diana
Дмитрий dmitry dmitri dimitri dmitrii
Ева
Евгений evgeny evgeni yevgeny yevgeni evgenii eugene
Евгения evgenia yevgenia evgeniya yevgeniya
Егор egor yegor
Екатерина ekaterina yekaterina catherine
Елена elena yelena
Елизавета elizaveta yelizaveta elizabeth
Ефим efim yefim
Жанна janna zhanna
Захар
Зинаида
Зоя
Иван
Игнат
Игорь igor
Илья ilya ilia
Ильдар
Инна
Иосиф joseph josef
Ирина irina
Камиль kamil
Карина
Кирилл kirill kiril cyril
Клавдия
Константин konstantin constantine
Кристина christina kristina
Ксения ksenia xenia kseniya
Лариса larisa larissa
Лев lev leo
Леонид
Лидия lidia lydia lidiya
Лилия lilia lilya
Любовь lyubov liubov
Людмила lyudmila ludmila liudmila
Магомед
Майя maya maia
Максим maxim maksim
Маргарита margarita
Марат
Марина
Мария maria mariya marija
Марк mark
Матвей matvei matvey matthew
Михаил mikhail michael
Мурад
Мурат
Надежда
Наталия natalia nataliya
Наталья natalya natalia natalie
Никита
Николай nikolai nikolay nicholas
Нина
Оксана oxana oksana
Олег
Олеся olesya olesia
Ольга olga
Павел pavel paul
Пётр pyotr petr piotr peter
Полина polina
Радик
Рамзан
Раиса raisa
Регина
Ренат
Рената
Ринат
Роберт
Родион
Роман
Рустам
Руслан
Савелий savely
Светлана
Святослав
Семён semyon semen simeon
Сергей sergei sergey serge
София sofia sophia sofiya
Софья sofya sofia sophia
Станислав
Степан stepan stephen
Таисия
Тамара
Татьяна tatiana tatyana tatjana
Тимофей timofei timofey
Тимур
Ульяна ulyana uliana
Фарид
Фёдор fyodor fedor feodor
Филипп filipp philip
Эдуард eduard edward
Элина
Эльвира elvira
Эмма
Эрик
Юлия yulia julia yuliya iuliia
Юрий yuri yury iury yurii
Яков yakov jacob
Яна yana jana
Ярослав yaroslav
"""

CONVENTIONAL: dict[str, tuple[str, ...]] = {
    name: tuple(spellings) for name, *spellings in map(str.split, _TABLE.strip().splitlines())
}
"""For a name with its capital, the folded spellings by custom."""
