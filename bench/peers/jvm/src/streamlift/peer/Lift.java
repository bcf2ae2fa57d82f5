package streamlift.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sun.misc.Signal;

/**
 * A comparable service in Java: kafka-clients, Jackson's streaming parser and generator, ONNX Runtime.
 *
 * <p>Lift --bootstrap B --input T --output T --model FILE [--group G] [--batch N] [--linger MS] [--warm-up FRAMES] [--until-end]
 *
 * <p>Reads JSON frames in h36m17 with one or more people (see docs/messages.md). Delivery is at least once. It does less than StreamLift:
 * no dead letters, no other layouts, no Protobuf, and missing joints only by their score. SIGTERM ends it.
 */
final class Lift {
    private static final Header JSON = new RecordHeader("content-type", "application/json".getBytes(StandardCharsets.UTF_8));

    private final Map<String, String> given;
    private volatile boolean ending;
    private long lifted;

    private Lift(Map<String, String> given) {
        this.given = given;
    }

    public static void main(String[] args) {
        Map<String, String> given = new HashMap<>(Map.of("--group", "jvm-peer", "--batch", "512", "--linger", "5", "--warm-up", "100000"));
        for (int i = 0; i < args.length; i++) {
            given.put(args[i], args[i].equals("--until-end") ? "" : args[++i]);
        }
        Lift service = new Lift(given);
        // not a shutdown hook: ONNX Runtime's own would close the environment while the last poses are computed
        Signal.handle(new Signal("TERM"), signal -> service.ending = true);
        try {
            service.run();
            System.err.println(service.lifted + " poses, Jackson");
        } catch (Exception e) {
            System.err.println("Lift: " + e);
            System.exit(1);
        }
    }

    private void run() throws Exception {
        JsonFactory json = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
        int most = Integer.parseInt(given.get("--batch"));
        try (Network network = new Network(Path.of(given.get("--model")), Runtime.getRuntime().availableProcessors(), json);
                KafkaProducer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer(most)) {
            Batch batch = new Batch(json, network);
            batch.warmUp(Integer.parseInt(given.get("--warm-up")), most);
            Delivery delivery = new Delivery(consumer, producer);
            consumer.subscribe(List.of(given.get("--input")), new Rebalance(delivery));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (!ending && !(given.containsKey("--until-end") && atEnd(consumer))) {
                records.clear();
                batch.clear();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(record);
                    batch.add(record.value());
                }
                batch.lift();
                for (int i = 0; i < records.size(); i++) {
                    ConsumerRecord<byte[], byte[]> record = records.get(i);
                    delivery.send(new ProducerRecord<>(given.get("--output"), null, record.key(), batch.pose(i), headers(record)));
                    lifted += batch.people(i);
                }
                delivery.commitDue();
            }
            delivery.commitAll();
        }
    }

    private boolean atEnd(KafkaConsumer<byte[], byte[]> consumer) {
        // what is left is known from the last answer of the broker: no request a batch
        for (TopicPartition partition : consumer.assignment()) {
            if (consumer.currentLag(partition).orElse(1) > 0) {
                return false;
            }
        }
        return !consumer.assignment().isEmpty();
    }

    private static Iterable<Header> headers(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>(4);
        headers.add(JSON);
        for (Header header : record.headers()) {
            if (!header.key().equals(JSON.key())) {
                headers.add(header);
            }
        }
        return headers;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of(
            "bootstrap.servers", given.get("--bootstrap"),
            "enable.idempotence", true,
            "acks", "all",
            "linger.ms", given.get("--linger"),
            "batch.size", 256 * 1024,
            "buffer.memory", 128L * 1024 * 1024),
            new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(int most) {
        return new KafkaConsumer<>(Map.of(
            "bootstrap.servers", given.get("--bootstrap"),
            "group.id", given.get("--group"),
            "enable.auto.commit", false,
            "auto.offset.reset", "earliest",
            "max.poll.records", most,
            "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
            new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private record Rebalance(Delivery delivery) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                System.err.println("assigned");
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                delivery.commitAll();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
