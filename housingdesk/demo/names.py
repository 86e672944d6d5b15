"""Names of a lifelike English town, with the accents, apostrophes and lengths that break naive programs.

It decides how names are spread over the town, so that namesakes are common; it knows nothing of who lives where.
"""

from dataclasses import dataclass
from random import Random

from housingdesk.demo.chance import Table, between, by_rank, one_of


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as the person writes it; someone with one name has it as the surname."""

    title: str
    forename: str
    surname: str

    def full(self) -> str:
        """Without the title: ``José da Silva``."""
        return f"{self.forename} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class Community:
    """People whose names go together, and the language some of them would like an interpreter for."""

    key: str
    women: Table[str]
    men: Table[str]
    surnames: Table[str]
    language: str | None


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def _community(key: str, language: str | None, women: str, men: str, surnames: str) -> Community:
    return Community(key, by_rank(_names(women)), by_rank(_names(men)), by_rank(_names(surnames)), language)


ENGLISH = _community(
    "english", None,
    "Susan, Margaret, Karen, Sarah, Emma, Jean, Julie, Patricia, Claire, Chloe, Linda, Dawn, Joan, Lisa, Rebecca, "
    "Kelly, Sandra, Charlotte, Barbara, Zoë, Gemma, Doreen, Hannah, Tracey, Jade, Sheila, Lauren, Beverley, Amy, "
    "Maureen, Leanne, Pauline, Stacey, Gladys, Ellie, Edna, Natalie, Winifred, Tiffany, Renée",
    "David, John, Paul, Michael, Stephen, Mark, Andrew, Peter, James, Robert, Christopher, Alan, Brian, Daniel, Lee, "
    "Gary, Kevin, Ryan, Kenneth, Jack, Darren, Thomas, Barry, Matthew, Dennis, Joshua, Craig, Roy, Liam, Raymond, "
    "Adam, Derek, Shane, Norman, Callum, Wayne, Albert, Kieran, Noël, Cyril",
    "Smith, Jones, Taylor, Brown, Wilson, Johnson, Walker, Wright, Robinson, Thompson, White, Hughes, Green, Hall, "
    "Wood, Harris, Clarke, Jackson, Turner, Hill, Cooper, Ward, Moore, Morris, King, Baker, Harrison, Allen, Parker, "
    "Bennett, Carter, Shaw, Cook, Marshall, Bailey, Collins, Richardson, Bell, Cox, Holmes, Mills, Webb, Palmer, "
    "Knight, Barker, Fletcher, Booth, Lowe, Dawson, Hargreaves, Sutcliffe, Ackroyd, Greenwood, Holroyd, Ramsbottom, "
    "Entwistle, Fairclough, Hardcastle, Longbottom, Featherstone, Winterbottom, Throssell, Rigg, Pye")
IRISH = _community(
    "irish", None,
    "Mary, Bridget, Siobhán, Kathleen, Aoife, Nora, Orla, Sinéad, Niamh, Breda, Róisín, Assumpta",
    "Patrick, Seán, Michael, Declan, Brendan, Eoin, Padraig, Niall, Cormac, Diarmuid, Seamus, Fintan",
    "Murphy, O’Brien, Kelly, Byrne, Ryan, O’Connor, Walsh, Doyle, Gallagher, McCarthy, O’Neill, Kennedy, McLoughlin, "
    "Ó Súilleabháin, Fitzgerald, O’Shaughnessy")
SCOTTISH = _community(
    "scottish", None,
    "Fiona, Morag, Eilidh, Isla, Kirsty, Mhairi, Agnes, Catriona",
    "Iain, Hamish, Angus, Callum, Fraser, Duncan, Ewan, Gregor",
    "MacDonald, Campbell, Stewart, McDonald, Macdonald, Robertson, MacLeod, Mackenzie, Fraser, McIntosh, Urquhart")
WELSH = _community(
    "welsh", None,
    "Megan, Siân, Rhiannon, Carys, Eleri, Angharad, Gwenllian, Bethan",
    "Gareth, Rhys, Dylan, Huw, Geraint, Siôn, Ieuan, Llŷr",
    "Jones, Davies, Williams, Evans, Thomas, Roberts, Lewis, Griffiths, Llewellyn, Prŷs, Gwynedd-Rees")
POLISH = _community(
    "polish", "Polish",
    "Anna, Katarzyna, Agnieszka, Małgorzata, Joanna, Ewa, Magdalena, Zofia, Żaneta, Bożena",
    "Łukasz, Piotr, Krzysztof, Tomasz, Paweł, Marcin, Michał, Grzegorz, Wojciech, Świętosław",
    "Nowak, Kowalski, Wiśniewski, Wójcik, Kamiński, Lewandowski, Zieliński, Szymański, Dąbrowski, Kozłowski, "
    "Wojciechowska, Grzegrzółka, Brzęczyszczykiewicz")
PAKISTANI = _community(
    "pakistani", "Urdu",
    "Amina, Fatima, Ayesha, Zainab, Nasreen, Shazia, Rukhsana, Saima, Bibi, Khadija",
    "Mohammed, Muhammad, Imran, Asif, Tariq, Usman, Bilal, Nadeem, Shahid, Zahid, Ghulam",
    "Khan, Ahmed, Hussain, Ali, Mahmood, Akhtar, Iqbal, Shah, Malik, Bibi, Begum, Choudhry, Qureshi")
BENGALI = _community(
    "bengali", "Bengali",
    "Begum, Nasima, Rahima, Shirin, Taslima, Farhana, Monowara, Salma",
    "Abdul, Mohammed, Md, Shofiqul, Rafiqul, Kamal, Jamal, Anwar",
    "Begum, Miah, Uddin, Rahman, Islam, Khatun, Ali, Choudhury, Hoque, Chowdhury")
INDIAN = _community(
    "indian", "Punjabi",
    "Harpreet, Priya, Manjit, Sunita, Kavita, Gurpreet, Meena, Jaswinder, Anjali, Pushpa",
    "Amarjit, Raj, Gurdeep, Sanjay, Harjinder, Vijay, Balbir, Anil, Suresh, Sukhdev",
    "Singh, Kaur, Patel, Sharma, Sandhu, Gill, Desai, Nair, Mistry, Dhaliwal, Subramaniam, Krishnamurthy")
WEST_AFRICAN = _community(
    "west african", "Twi",
    "Grace, Blessing, Abena, Ngozi, Folasade, Comfort, Chiamaka, Akosua, Titilayo, Ọmọlará",
    "Emmanuel, Kwame, Chukwuemeka, Oluwaseun, Kofi, Babatunde, Samuel, Ifeanyi, Yaw, Adébáyọ̀",
    "Mensah, Okafor, Owusu, Adeyemi, Boateng, Okonkwo, Asante, Adebayo, Eze, Osei, Agyemang, Nwachukwu, "
    "Oyelaran-Ogunbiyi")
CHINESE = _community(
    "chinese", "Cantonese",
    "Mei Ling, Xiu, Ying, Lan, Hui Min, Wai Yee, Yan",
    "Wei, Jian, Chi Ming, Ho Yin, Lei, Kwok Wai, Jun",
    "Chan, Wong, Li, Chen, Lam, Ng, Wang, Cheung, Lü, O, Au Yeung")
PORTUGUESE = _community(
    "portuguese", "Portuguese",
    "Maria, Ana, Conceição, Fátima, Beatriz, Inês, Luísa, Graça",
    "José, João, António, Luís, Paulo, Zé, Gonçalo, Simão",
    "Silva, Santos, Ferreira, da Silva, Pereira, dos Santos, Gonçalves, Araújo, Conceição, Guimarães, de Albuquerque "
    "e Vasconcelos")
ROMANIAN = _community(
    "romanian", "Romanian",
    "Elena, Ioana, Mihaela, Ștefania, Gabriela, Daniela",
    "Andrei, Ion, Ștefan, Mihai, Gheorghe, Cătălin",
    "Popescu, Ionescu, Popa, Dumitru, Stan, Munteanu, Rădulescu, Țurcanu")

_TOWN = Table([(ENGLISH, 55), (IRISH, 6), (SCOTTISH, 4), (WELSH, 4), (POLISH, 7), (PAKISTANI, 7), (BENGALI, 3),
               (INDIAN, 3), (WEST_AFRICAN, 4), (CHINESE, 2), (PORTUGUESE, 3), (ROMANIAN, 2)])
_ONE_WORD = ("Suryani", "Tenzin", "Mahalakshmi", "Hadiza", "Wangchuk", "Abebe")
_VERY_LONG = (
    Name("Mrs", "Wilhelmina Rosamund", "Featherstonehaugh-Cholmondeley"),
    Name("Mr", "Venkata Satyanarayana", "Subramaniam Krishnamoorthy Iyer"),
    Name("Ms", "Maria da Conceição", "de Albuquerque e Vasconcelos do Nascimento"),
    Name("Mr", "Oluwaseun Emmanuel", "Adebayo-Ogunbanjo-Akinfolarin"),
    Name("Miss", "Llinos Gwenllian", "ap Rhydderch-Llewellyn-Prytherch"),
)
_WOMENS_TITLES = Table([("Mrs", 45), ("Miss", 30), ("Ms", 23), ("Dr", 1), ("Mx", 1)])
_MENS_TITLES = Table([("Mr", 97), ("Dr", 1), ("Rev", 1), ("Mx", 1)])

# The benchmark's town: deliberately few names, so that namesakes are common (payment-files §5.4).
_BENCHMARK_WOMEN = _names(
    "Siobhán, Amina, Anna, Susan, Margaret, Sarah, Emma, Jean, Julie, Karen, Linda, Claire, Chloe, Kelly, Grace, "
    "Harpreet, Mary, Mei Ling")
_BENCHMARK_MEN = _names(
    "José, Łukasz, Mohammed, David, John, Paul, Michael, Stephen, Mark, Andrew, Peter, James, Robert, Daniel, Lee, Ryan, "
    "Emmanuel, Raj, Patrick, Wei, Gareth")
BENCHMARK_FORENAMES = _BENCHMARK_WOMEN + _BENCHMARK_MEN
BENCHMARK_SURNAMES = _names(
    "Smith, Jones, Taylor, Brown, Wilson, Johnson, Walker, Wright, Robinson, Thompson, White, Hughes, Green, Hall, "
    "Wood, Harris, Clarke, Jackson, Turner, Hill, Cooper, Ward, Moore, Morris, King, Baker, Parker, Bennett, Shaw, "
    "Cook, Khan, Ahmed, Hussain, Ali, Begum, Miah, Singh, Kaur, Patel, Nowak, Wiśniewski, Wójcik, O’Brien, Murphy, "
    "MacDonald, McDonald, Davies, Evans, Mensah, Okafor, Chan, da Silva, Gonçalves, Smith-Jones, Featherstonehaugh")


def community(rng: Random) -> Community:
    """Where in the town's make-up a household comes from."""
    return _TOWN.draw(rng)


def town_name(rng: Random, people: Community) -> Name:
    """A name from the town: one in 250 is a single word, one in 250 very long, three in a hundred double-barrelled."""
    odd = rng.random()
    if odd < 0.004:
        return Name("", "", one_of(rng, _ONE_WORD))
    if odd < 0.008:
        return one_of(rng, _VERY_LONG)
    woman = rng.random() < 0.55
    forename = (people.women if woman else people.men).draw(rng)
    surname = people.surnames.draw(rng)
    if odd < 0.038 and "-" not in surname:
        surname = f"{surname}-{ENGLISH.surnames.draw(rng)}"
    return Name((_WOMENS_TITLES if woman else _MENS_TITLES).draw(rng), forename, surname)


def benchmark_name(rng: Random) -> Name:
    """A name of the benchmark's town: 39 forenames × 55 surnames, each as likely as the next."""
    which = between(rng, 0, len(BENCHMARK_FORENAMES) - 1)
    titles = _WOMENS_TITLES if which < len(_BENCHMARK_WOMEN) else _MENS_TITLES
    return Name(titles.draw(rng), BENCHMARK_FORENAMES[which], one_of(rng, BENCHMARK_SURNAMES))
