"""Today's page of the book, as the staff of the clinic wrote it."""

from datetime import date, time

from sandbox.seed.booked import Visit
from sandbox.seed.staff import STAFF

# On a working day two more rows are occurrences of a series, which series.py has.
# staff, start, minutes, contact, title, kind of place, place, status
PAGE = """
1|08:30|45|Carmen Delgado|Sesión de fisioterapia|address|Sala 2|showed
1|09:15|45|Oliver Bennett|Knee rehab, session 4|address|Sala 2|showed
1|10:00|45|Pilar Quintana|Dolor lumbar, revisión|address|Sala 2|noshow
1|11:00|45|Hugo Santamaría|Sesión de fisioterapia|address|Sala 2|confirmed
1|13:00|30|Grace Thornton|First assessment|phone|+44 20 7946 0318|new
1|16:00|45|Rafael Montero|Sesión de fisioterapia|address|Sala 2|confirmed
1|17:00|45|Beatriz Lozano|Suelo pélvico, sesión 2|address|Sala 2|confirmed
2|09:00|30|Nuria Campos|Plan nutricional|gmeet||showed
2|09:30|30|Iván Prieto|Seguimiento mensual|gmeet||confirmed
2|10:30|60|Charlotte Hughes|Nutrition intake|address|Consulta 1|showed
2|11:30|30|Marcos Vidal|Seguimiento|phone|+34 611 204 118|confirmed
2|12:30|30|Alba Roldán|Plan deportivo|zoom||confirmed
2|16:30|60|Familia Aguirre|Nutrición infantil|address|Consulta 1|new
2|18:00|30|Joaquín Serrano|Seguimiento mensual|gmeet||confirmed
3|10:00|50|Samuel Okafor|Individual therapy (EN)|zoom||showed
3|11:00|50|Teresa Villanueva|Terapia individual|zoom||confirmed
3|12:00|50|Pareja Sanz-Molina|Terapia de pareja|address|Consulta 3|cancelled
3|13:00|50|Emily Carter|Follow-up session|ms_teams||confirmed
3|16:00|50|Andrés Pascual|Terapia individual|address|Consulta 3|confirmed
3|17:00|50|Rocío Benítez|Primera visita|address|Consulta 3|new
4|08:30|30|Lorena Gil|Sports massage|address|Sala 1|cancelled
4|09:30|60|Peter Lindqvist|Back pain assessment|address|Sala 1|showed
4|10:45|30|Sonia Herrero|Ejercicio terapéutico|address|Sala 1|confirmed
4|11:20|45|Manuel Correa|Rehab tobillo, sesión 6|address|Sala 1|confirmed
4|12:15|45|Hannah Whitlock|Post-op knee|address|Sala 1|confirmed
4|15:30|60|Diego Fuentes|Valoración inicial|address|Sala 1|confirmed
4|17:00|30|Sarah Mbeki|Sports massage|address|Sala 1|confirmed
5|09:00|20|Gabriel Ríos|Revisión de lunares|address|Consulta 2|showed
5|09:20|20|Clara Esteban|Dermatitis, control|address|Consulta 2|showed
5|09:40|20|Noah Fischer|Mole check|address|Consulta 2|noshow
5|10:20|20|Victoria Salas|Acné, seguimiento|address|Consulta 2|showed
5|10:40|40|Mateo Ibarra|Biopsia|address|Consulta 2|showed
5|11:40|20|Julia Romero|Revisión de lunares|address|Consulta 2|confirmed
5|12:00|20|Adrián Costa|Rosácea, control|address|Consulta 2|confirmed
5|12:20|20|Isabel Prats|Primera visita|address|Consulta 2|new
5|13:00|40|Leonor Vega|Crioterapia|address|Consulta 2|confirmed
6|10:00|40|Dolores Pineda|Quiropodia|address|Consulta 4|showed
6|10:40|30|Ernesto Galván|Plantillas, prueba|address|Consulta 4|confirmed
6|11:30|40|Lucas Moreno|Quiropodia (duplicada)|address|Consulta 4|invalid
6|12:20|40|Amparo Reyes|Estudio de la pisada|address|Consulta 4|confirmed
6|16:00|40|Olga Suárez|Quiropodia|address|Consulta 4|confirmed
6|17:00|40|Fernando Blasco|Plantillas, entrega|address|Consulta 4|confirmed
"""


def visits(day: date) -> list[Visit]:
    return [_visit(day, line.split("|")) for line in PAGE.strip().splitlines()]


def _visit(day: date, cells: list[str]) -> Visit:
    who, start, minutes, contact, title, kind, place, status = cells
    person = STAFF[int(who) - 1]
    begins = time.fromisoformat(start)
    return Visit(person, day, begins, int(minutes), contact, title, status, kind, place)
