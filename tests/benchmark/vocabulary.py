"""What the many are called, and what is said of them."""

FIRST = """María Carmen Ana Laura Lucía Isabel Cristina Marta Elena Pilar Raquel Sara
    Paula Rosa Nuria Silvia Inés Alba Irene Beatriz Antonio José Manuel Francisco David
    Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Sergio Ángel
    Fernando Jorge Luis Alberto Álvaro Adrián Diego Raúl Iván Rubén Óscar Joaquín
    Ramón"""
LAST = """García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín
    Jiménez Hernández Ruiz Díaz Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro
    Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Morales Molina Blanco Suárez
    Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés
    Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León
    Márquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes Carrasco Aguilar
    Caballero Nieto Santana Vargas Pascual Giménez Hidalgo Montero Lorenzo Santiago
    Benítez Durán Ibáñez Arias Mora Ferrer Carmona Vicente Rojas Soto Crespo Román
    Pastor Velasco Parra Sáez Moya Bravo Rivera Gallardo Soler"""
TITLES = (
    "Rehabilitación de hombro",
    "Rehabilitación de rodilla",
    "Primera consulta",
    "Revisión anual",
    "Masaje deportivo",
    "Fisioterapia respiratoria",
    "Control de espalda",
    "Terapia manual",
    "Punción seca",
    "Valoración inicial",
    "Suelo pélvico",
    "Escuela de espalda",
)
WORDS = """trae el informe de su médico y la radiografía del mes pasado prefiere la
    tarde viene con su hija hay que llamar antes dolor al caminar desde el verano no
    puede levantar brazo ejercicios en casa dos veces por semana segunda sesión bono
    pagado pendiente factura alergia penicilina operada cadera menisco izquierdo derecho
    tobillo cervical lumbar contractura tratamiento ultrasonido calor frío estiramiento
    mejoría notable sigue igual derivada traumatólogo seguro autorización necesita taxi
    ascensor silla ruedas idioma inglés francés recordatorio mensaje confirmado
    cambia"""
