#include "words.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const first_names[] = {
	"Ana",    "Tom",     "Marta",  "Jonas",  "Clara",  "Leo",     "Iris",
	"Rosa",   "Nadia",   "Max",    "Eve",    "Ida",    "Abe",     "Amir",
	"Bea",    "Carl",    "Dina",   "Edith",  "Farid",  "Gita",    "Hugo",
	"Ines",   "José",    "Kofi",   "Lena",   "Mehmet", "Noor",    "Olga",
	"Pavel",  "Quentin", "Rachel", "Søren",  "Tessa",  "Uma",     "Victor",
	"Wanda",  "Xenia",   "Yusuf",  "Zoë",    "Agnes",  "Bram",    "Chloe",
	"David",  "Esther",  "Frank",  "Greta",  "Henry",  "Ivana",   "Jürgen",
	"Karin",  "Liam",    "Maeve",  "Niall",  "Orla",   "Piet",    "Rania",
	"Samuel", "Thea",    "Ursula", "Vera",   "Walter", "Yolanda", "Zeno",
	"Aoife",  "Bruno",   "Cecile", "Dragan", "Elif",   "Felix",   "Grace",
};

static const char *const last_names[] = {
	"Ruiz",     "Baker",    "Gil",     "Weber",    "Vidal",    "Marsh",
	"Blom",     "Lind",     "Haddad",  "Frei",     "Brand",    "Koch",
	"Olsen",    "Ahmed",    "Brown",   "Cohen",    "Díaz",     "Evans",
	"Fischer",  "García",   "Hughes",  "Ivanov",   "Jensen",   "Kaya",
	"Larsen",   "Müller",   "Novak",   "O'Brien",  "Patel",    "Quinn",
	"Rossi",    "Schmidt",  "Taylor",  "Ueda",     "Vargas",   "Walsh",
	"Xu",       "Young",    "Zeller",  "Anders",   "Bianchi",  "Clarke",
	"Dubois",   "Eriksen",  "Fontana", "Grant",    "Hoffmann", "Iqbal",
	"Jones",    "Kowalski", "Lopez",   "Murphy",   "Nilsson",  "Okafor",
	"Peters",   "Reid",     "Silva",   "Thompson", "Urban",    "Visser",
	"Williams", "Yilmaz",   "Zimmer",  "Abbott",   "Bishop",   "Carter",
	"Duffy",    "Ellis",    "Fraser",  "Gallo",    "Harris",   "Ingram",
	"Jarvis",   "Keane",    "Lowe",    "Mason",    "Nash",     "Osei",
	"Palmer",   "Rowe",     "Shaw",    "Turner",   "Vaughan",  "Webb",
};

static const char *const complaints[] = {
	"The mug came in pieces, and it was a present.",
	"I was told that it would be ready on Friday, and it was not.",
	"The brake still squeals after the repair.",
	"You sent the blue one; I ordered the green.",
	"Nobody rang me back, though I asked twice.",
	"I was charged £45 where the card in the window says £39.50.",
	"The lamp flickers as soon as it is warm.",
	"The gears jump on the big ring, every time I go uphill.",
	"I waited for a quarter of an hour, and then somebody else was served.",
	"The box was wet through, and so is what was in it.",
	"On the phone they said that you had it in stock; I drove 30 miles.",
	"It is the second time that this has happened to me.",
	"The screws were loose when I collected it, and I only saw it at home.",
	"My name and number were read out in the shop.",
	"The tyre you fitted was flat the next morning.",
	"I have the receipt, order and all: see the photo.",
	"My daughter could not ride to school all week.",
	"The zip broke the first day, so I could not use it on the journey.",
	"I would like my money back, or one that works.",
	"Your colleague was friendly, but could not tell me when.",
	"Es kam drei Tage zu spät, für den Geburtstag nützt es nichts mehr.",
	"La caja llegó rota y falta una pieza.",
	"C'est la troisième fois que je vous écris à ce sujet.",
	"It says \"fits all\", and it does not fit mine.",
	"The handle came off in my hand; luckily nobody was hurt.",
	"I never had an answer to my e-mail of the 3rd.",
	"The colour is nothing like the picture on the web site.",
	"They tried to deliver while we were out, and left no card.",
	"Half of it is missing: 2 of 4 chairs, and the cushions.",
	"I should have been told before I paid, not after.",
};

static const char *const notes[] = {
	"Ring with the carrier's answer",
	"Rang, left a message",
	"Looked at it together, the thread is gone",
	"Have it ready by the evening",
	"It broke on the way, and it was a gift for Saturday.",
	"It was promised for Friday and was not ready.",
	"We packed it badly. I am sorry that it spoilt the present.",
	"One clumsy wrapping, shown again how.",
	"Replace it, and take the old one back",
	"They would rather have the money than wait",
	"Part ordered, here on Thursday",
	"New cable fitted, ridden twice round the block",
	"Yes, it gives a lovely light.",
	"Ordered blue, got green; order and label differ",
	"Said thank you, and that they will come again",
	"Quote and till differ by the price of the old list",
	"Second try, nobody at home",
	"Photo shows the dent above the bottom bracket",
	"The café card is in the post",
	"Everything as it should be",
};

unsigned
chance_of(struct chance *chance, unsigned count)
{
	uint64_t mixed = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return (unsigned)((mixed >> 32) * count >> 32);
}

bool
chance_is(struct chance *chance, unsigned in_a_thousand)
{
	return chance_of(chance, 1000) < in_a_thousand;
}

void
words_name(struct buffer *out, uint32_t customer)
{
	/* Some have two family names. */
	uint32_t first = customer % COUNT(first_names);
	uint32_t last = customer / COUNT(first_names);

	buffer_add_string(out, first_names[first]);
	buffer_add_char(out, ' ');
	buffer_add_string(out, last_names[last % COUNT(last_names)]);
	last = last / COUNT(last_names) % 5;
	if (last == 0)
		return;
	buffer_add_char(out, ' ');
	buffer_add_string(
		out, last_names[(customer + last * 17) % COUNT(last_names)]);
}

void
words_phone(struct buffer *out, uint32_t customer)
{
	buffer_format(out, "+447%09u", (unsigned)customer);
}

void
words_email(struct buffer *out, uint32_t customer)
{
	buffer_format(out, "customer%u@example.org", (unsigned)customer);
}

void
words_complaint(struct buffer *out, struct chance *chance)
{
	unsigned count = 1 + chance_of(chance, 3);

	if (chance_is(chance, 60))
		count += 3 + chance_of(chance, 5);
	for (unsigned i = 0; i < count; i++) {
		if (i > 0)
			buffer_add_string(out,
					  chance_is(chance, 30) ? "\n\n" : " ");
		buffer_add_string(
			out, complaints[chance_of(chance, COUNT(complaints))]);
	}
}

void
words_note(struct buffer *out, struct chance *chance)
{
	buffer_add_string(out, notes[chance_of(chance, COUNT(notes))]);
}
